import { t } from '../../lib/i18n';
import { Fault } from '../../lib/records/fault';
import {
  type PublicRecovery,
  readRecoveryText,
  recoveryFingerprint,
  recoveryName,
  recoveryText,
} from '../../lib/records/recovery-key';
import { type Found, PrintPage } from '../life/register-print';
import { localDate, useQuery } from '../ui';

/** What is printed of a recovery key; `made` in milliseconds. */
interface Sheet {
  key: PublicRecovery;
  label: string;
  made: number;
}

/** 恢复密钥登记表: what is public of a recovery key, and lines to write down who keeps what where. Holds no secret. */
export function PrintRecoveryPage() {
  const query = useQuery();
  const read = readRecoveryText(query.get('key') ?? '');
  const made = Number(query.get('made'));
  const found: Found<Sheet> =
    'wrong' in read
      ? { fault: new Fault('E950', { why: read.wrong }) }
      : { paper: { key: read, label: query.get('label') ?? '', made } };
  return (
    <PrintPage orientation="portrait" back="/share/recovery" found={found}>
      {({ key, label, made: when }) => {
        const lines: [string, string][] = [
          [t('sharePeople.label'), label],
          [t('sharePeople.sheetMade'), Number.isFinite(when) && when > 0 ? localDate(when) : ''],
          [t('sharePeople.sheetId'), recoveryName(key)],
          [t('sharePeople.fingerprint'), recoveryFingerprint(key)],
          [t('sharePeople.sheetFile'), ''],
          [t('sharePeople.sheetPassphrase'), ''],
          [t('sharePeople.sheetKeeper'), ''],
          [t('sharePeople.sheetChecked'), ''],
        ];
        return (
          <article class="paper-sheet">
            <h1>{t('sharePeople.sheetTitle')}</h1>
            <table>
              <tbody>
                {lines.map(([name, value]) => (
                  <tr key={name}>
                    <th class="h-10 w-1/3" scope="row">
                      {name}
                    </th>
                    <td>{value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p class="mt-4 break-all">{recoveryText(key)}</p>
            <p class="mt-4">{t('sharePeople.sheetNote')}</p>
          </article>
        );
      }}
    </PrintPage>
  );
}
