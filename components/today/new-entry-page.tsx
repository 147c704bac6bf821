import { t, tDynamic } from '../../lib/i18n';
import { MEETING_TYPES } from '../../lib/records/meeting';
import { Card, Link, Note, Page, Row, Section } from '../ui';

/** 记一笔: the one place where an entry begins. */
export function NewEntryPage() {
  return (
    <Page title={t('today.new')} back="/today">
      <Section title={t('today.newMeeting')} remark={t('today.newMeetingHint')}>
        <div class="grid grid-cols-2 gap-2 wide:grid-cols-4">
          {MEETING_TYPES.map((type) => (
            <Link
              key={type}
              to={`/life/new?types=${type}`}
              class="border-line bg-card hover:border-red rounded-card border px-3 py-2.5 text-center font-semibold"
            >
              {tDynamic(`today.type.${type}`)}
            </Link>
          ))}
        </div>
      </Section>
      <Section title={t('today.newOther')}>
        <Card>
          <Row title={t('today.newClip')} meta={t('today.newClipHint')} to="/study" />
          <Row title={t('today.newTalk')} meta={t('today.newTalkHint')} to="/life/talk/new" />
          <Row title={t('affairs.request.new')} meta={t('affairs.request.newHint')} to="/requests/new" />
          <Row title={t('today.newOthers')} meta={t('today.newOthersHint')} to="/new/others" />
          <Row title={t('today.newStudy')} meta={t('today.newStudyHint')} to="/study/declare" />
          <Row title={t('today.newMember')} meta={t('today.newMemberHint')} to="/branch/member/new" />
          <Row title={t('today.newImport')} meta={t('today.newImportHint')} to="/branch/roster/import" />
        </Card>
      </Section>
      <Note tone="info">{t('today.onceHint')}</Note>
    </Page>
  );
}
