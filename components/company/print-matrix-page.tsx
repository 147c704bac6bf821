import { matrixSheet } from '../../lib/company/matrix-sheet';
import { companyPosts } from '../../lib/company/appointments';
import { narrowMatrix, narrowPosts } from '../../lib/company/narrow';
import { postsSheet } from '../../lib/company/posts-sheet';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { useCompany } from '../governance/use-checklist';
import { useLedger, useLive, useToday } from '../ui';
import { usePinyin } from '../ui/use-pinyin';
import { type CompanyPosts, fitsShown, matrixOf, shownWord, useAsked, useAskedPosts } from './use-posts';

/** A sheet of the company's appointments on A4 across, as asked for by the address. */
function Paper(props: {
  back: string;
  sheet: (found: CompanyPosts, company: string) => ReturnType<typeof matrixSheet>;
  deps: readonly unknown[];
}) {
  const ledger = useLedger();
  const company = useCompany();
  const found = useLive(
    async () =>
      company &&
      (await caught(
        companyPosts(ledger, company.companyId).then((posts) => props.sheet(posts, company.name)),
      )),
    [company?.companyId, company?.name, ...props.deps],
  );
  return (
    <PrintPage orientation="landscape" back={props.back} found={found}>
      {(sheet) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}

/** The matrix as of its day, narrowed as it was on the screen. */
export function PrintMatrixPage() {
  const { on, show, narrow, at } = useAsked();
  const address = at({});
  return (
    <Paper
      back={address}
      deps={[address]}
      sheet={(found, company) => {
        const { units } = found;
        const matrix = narrowMatrix(matrixOf(found, on), narrow, units);
        const people = matrix.people.filter((row) => fitsShown(row, show));
        return matrixSheet({ ...matrix, people }, { company, units, narrow, shown: shownWord(show) });
      }}
    />
  );
}

/** The list of appointments, narrowed as it was on the screen. */
export function PrintPostsPage() {
  const { asked, at } = useAskedPosts();
  const today = useToday();
  const ready = usePinyin(Boolean(asked.text));
  const address = at({});
  return (
    <Paper
      back={address}
      deps={[address, today, ready]}
      sheet={({ posts, units }, company) =>
        postsSheet(narrowPosts(posts, units, asked, today), { company, units, asked, today })
      }
    />
  );
}
