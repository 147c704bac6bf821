import type { KindName } from '../records';
import type { Json } from '../records/kind';
import type { Compartment } from './compartments';

/** `branch`: every member. `committee`: secretary, deputy, committee. `review`: these and reviewers. */
export type Writers = 'branch' | 'committee' | 'review';

/** Where the fields of one kind live. Every field of its schema is named once; a test walks them all. */
interface Home {
  /** `company`: records belong to a company and go to its space where this person is in it; else all are the branch's. */
  space?: 'company';
  write: Writers;
  /** Compartments of the record itself: entry time, author, deletion. The record fits its kind with these alone. */
  home: readonly Compartment[];
  /** Fields by compartment, names separated by spaces. Those of `home` go to every compartment named there. */
  fields: Partial<Record<Compartment, string>>;
  /** Maps or objects of which the home compartment is told only the named members; `o` has all of them. */
  reduced?: Record<string, readonly string[]>;
  /** While this field is empty, the record belongs to its writer alone (`p`). */
  privateUntil?: string;
  /** Field with the person whom the record is of. Outside the committee nobody enters one for somebody else. */
  person?: string;
  /** What others than the committee may set a field to; any other value is the committee's word. */
  declared?: Record<string, readonly Json[]>;
}

/** The table kind × field → compartment and writers. */
export const HOMES: Record<KindName, Home> = {
  branch: {
    write: 'committee',
    home: ['r', 'g'],
    fields: {
      r: 'name company companyId superior form hasCommittee foundedOn termStart termEnd frequencies',
    },
  },
  partyGroup: { write: 'committee', home: ['r'], fields: { r: 'name leader order' } },
  member: {
    write: 'committee',
    home: ['r'],
    fields: {
      r: 'name aliases category group posts inBranchFrom leftOn',
      o:
        'gender ethnicity birth education degree joinedOn fullSince standing job employer phone address ' +
        'nativePlace household stratum sponsors mobile mobileTo idNumber exempt leftTo note',
    },
  },
  consent: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'member scope form givenOn withdrawnOn note' },
  },
  // Everybody who holds a value has to learn that it was erased.
  erasure: {
    write: 'committee',
    home: ['r', 'g'],
    fields: { r: 'member on requestedBy targets kept', o: 'requestedOn reason' },
  },
  meeting: {
    write: 'committee',
    home: ['r'],
    fields: {
      r:
        'types otherType title startsAt endsAt mode place host recorder lecturer group agenda minutes dayKinds ' +
        'education priorStudy ballots attendance guests creditHours attachments',
      // Notes before anything was made of them, and what people said of one another.
      o: 'roughNotes minutesSources criticism',
    },
    reduced: { attendance: ['state', 'madeUpOn', 'study'] },
  },
  clip: {
    write: 'branch',
    home: ['r'],
    fields: {
      r:
        'title url siteName source author editor published coverage excerpt length body textHash quotations note ' +
        'listMonth lists aims card tags education images cut addresses parts whole wholeKept pictures edition items ' +
        'video file pageCount scan',
    },
  },
  studyLog: {
    write: 'branch',
    home: ['r'],
    fields: {
      r: 'member on form clip meeting subject hours minutes state decidedBy decidedOn returnReason',
    },
    person: 'member',
    declared: { state: ['declared'], decidedBy: [null], decidedOn: [null], returnReason: [null] },
  },
  governanceItem: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: {
      g:
        'companyId item period eventTitle eventOn design effect reason owner nextReview dueOn risk reviewedIn ' +
        'rectification evidence',
    },
  },
  // What reviewers are shown of records that they may not read.
  exhibit: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: { g: 'companyId item record recordKind state' },
  },
  // Who reviews stands on no roster; everybody is to know who it is.
  colleague: { write: 'committee', home: ['r', 'g'], fields: { r: 'name' } },
  algorithmCheck: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: { g: 'companyId on fileName fileHash bytes mapping counts time rest exempt pay' },
  },
  talk: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'on talker partner occasion otherOccasion meeting content problems measures open' },
  },
  resolution: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'meeting text owner dueOn state doneOn doneNote doneIn item from source order' },
  },
  rectification: {
    write: 'committee',
    home: ['r'],
    fields: {
      r: 'meeting source foundOn subject problem measure owner dueOn state doneOn result proof reviewedOn review order',
    },
  },
  appraisal: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'member year meeting self excellent qualified basic unqualified grade feedbackOn' },
  },
  developmentCase: {
    write: 'committee',
    home: ['o'],
    fields: {
      o:
        'member stage steps documents mentors sponsors reviews attachments extendedOn extendedUntil ended endedOn ' +
        'note',
    },
  },
  paperTemplate: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'name format file subject bindings lists types' },
  },
  post: { write: 'committee', home: ['r'], fields: { r: 'member post from to basis' } },
  groupStay: { write: 'committee', home: ['r'], fields: { r: 'member group from to' } },
  sentNotice: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'meeting kind channel how group sentAt' },
  },
  reportSystem: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'name dateStyle timeStyle joiner layouts' },
  },
  filing: { write: 'committee', home: ['r'], fields: { r: 'record recordKind system on by seen' } },
  duesBase: { write: 'committee', home: ['o'], fields: { o: 'member year steps note' } },
  duesRecord: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'member month paid on method handler proxy note attachments' },
  },
  duesHandover: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'period fen handedOn to receipt handler publishedOn publishedAt note attachments' },
  },
  floatingRecord: {
    write: 'committee',
    home: ['o'],
    fields: {
      o:
        'direction member name phone region since reason certificate liaison organization reportedOn contacts ' +
        'returnedOn note slip',
    },
  },
  planItem: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'on start types group title place note task subject cycle meeting doneOn' },
  },
  rulePack: { write: 'committee', home: ['r', 'g'], fields: { r: 'title body putOn' } },
  request: {
    write: 'committee',
    home: ['o'],
    fields: {
      o:
        'on askers from channel subject ask owner remindOn routedTo routedName routedOn answer answeredOn closedOn ' +
        'closing state led',
    },
  },
  reflection: {
    write: 'branch',
    home: ['r'],
    fields: { r: 'member on title text clip meeting sharedOn' },
    privateUntil: 'sharedOn',
    person: 'member',
  },
  lesson: { write: 'branch', home: ['r'], fields: { r: 'clip passage question prompt' } },
  // A penalty is for the few; what a record is must not decide who reads the fields beside it, so awards go along.
  honour: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'sort on members unit what issuer document basis' },
  },
  unit: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: { g: 'companyId name layer parent bodies order' },
  },
  appointment: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: {
      g:
        'companyId unit body position person name party from to termEnd how basis basisOn basisFile conflict ' +
        'conflictOn source note',
    },
  },
  charter: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: {
      g: 'companyId unit version adoptedOn resolution registeredOn registration clauses file place sha256 note',
    },
  },
  listedMatter: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: { g: 'companyId unit title category basis confidence from to order' },
  },
  matter: {
    space: 'company',
    write: 'committee',
    home: ['g'],
    fields: {
      g:
        'companyId unit title listed raisedOn opinion opinionOn meeting resolution body decision decidedOn document ' +
        'adopted answer answeredOn followUp followedOn dueOn recusals attachments',
    },
  },
  itemStep: {
    space: 'company',
    write: 'review',
    home: ['g'],
    fields: { g: 'companyId item step text state at name' },
  },
  review: {
    space: 'company',
    write: 'review',
    home: ['g'],
    fields: { g: 'companyId item text signature device state' },
  },
  finding: {
    space: 'company',
    write: 'review',
    home: ['g'],
    fields: {
      g:
        'companyId item problem risk foundOn foundBy owner dueOn measure state doneOn doneBy result proof reviewedOn ' +
        'review reviewedBy independent',
    },
  },
  summary: { write: 'committee', home: ['r'], fields: { r: 'year text adoptedBy adoptedOn meeting' } },
};
