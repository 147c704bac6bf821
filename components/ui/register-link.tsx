import { t } from '../../lib/i18n';
import { Button } from './button';
import { navigate } from './router';

/** The way to the register of a place: there it is filtered, sorted, exported and printed. */
export const RegisterLink = ({
  register,
  period,
  small,
}: {
  register: string;
  period?: string;
  small?: boolean;
}) => (
  <Button
    small={small}
    icon="register"
    action={`register-${register}`}
    onClick={() => navigate(`/register?view=${register}${period ? `&period=${period}` : ''}`)}
  >
    {t('registers.open')}
  </Button>
);
