import { t } from '../../lib/i18n';
import { Link } from '../ui';
import { useAssist } from './use-assist';

/** The way to 问资料, where there is a model to ask. */
export function AskLink({ question }: { question?: string }) {
  const assist = useAssist();
  if (!assist || assist.choice.mode === 'off') return null;
  return (
    <Link
      to={`/assist/ask${question ? `?q=${encodeURIComponent(question)}` : ''}`}
      class="text-meta text-red-ink inline-block min-h-6 underline"
    >
      {t('assist.ask')}
    </Link>
  );
}
