import { t, tDynamic } from '../../lib/i18n';
import { MEETING_TYPES } from '../../lib/records/meeting';
import { useShareRole } from '../ui/share-role';
import { Card, Link, Note, Page, Row, Section } from '../ui';

/** 记一笔: the one place where an entry begins. Nobody is offered what others would not take in from them. */
export function NewEntryPage() {
  const role = useShareRole();
  if (role === undefined) return <Page title={t('today.new')} back="/today" children={null} />;
  if (role === 'reviewer') {
    return (
      <Page title={t('today.new')} back="/today">
        <Note tone="info">{t('today.newReviewer')}</Note>
        <Card>
          <Row title={t('today.nav.checklist')} meta={t('today.newReviewerHint')} to="/governance" />
        </Card>
      </Page>
    );
  }
  const all = role !== 'member';
  return (
    <Page title={t('today.new')} back="/today">
      {all && (
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
      )}
      <Section title={t(all ? 'today.newOther' : 'today.newOwn')}>
        <Card>
          <Row title={t('today.newClip')} meta={t('today.newClipHint')} to="/study" />
          {all && <Row title={t('today.newTalk')} meta={t('today.newTalkHint')} to="/life/talk/new" />}
          {all && (
            <Row title={t('affairs.request.new')} meta={t('affairs.request.newHint')} to="/requests/new" />
          )}
          {all && <Row title={t('today.newOthers')} meta={t('today.newOthersHint')} to="/new/others" />}
          <Row title={t('today.newStudy')} meta={t('today.newStudyHint')} to="/study/declare" />
          {!all && (
            <Row
              title={t('today.newReflection')}
              meta={t('today.newReflectionHint')}
              to="/study/reflection/new"
            />
          )}
          {all && (
            <Row title={t('today.newMember')} meta={t('today.newMemberHint')} to="/branch/member/new" />
          )}
          {all && (
            <Row title={t('today.newImport')} meta={t('today.newImportHint')} to="/branch/roster/import" />
          )}
        </Card>
      </Section>
      <Note tone="info">{t(all ? 'today.onceHint' : 'today.newMemberOnly')}</Note>
    </Page>
  );
}
