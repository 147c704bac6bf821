/** Positions that one person alone holds in a body. */
export const FOR_ONE =
  /^(?:党委|党总支|总支|党支部|支部)?书记$|^董事长$|^执行董事$|^总经理$|^监事会主席$|^工会主席$/;
export const SECRETARY = /^(?:党委|党总支|总支|党支部|支部)?书记$/;
export const CHAIR = /^董事长(?:$|兼|、|（|\()/;

/** How a duty of the branch's own roster is called as a position, where it is taken over. */
export const ROSTER_POSITIONS = {
  secretary: '书记',
  deputySecretary: '副书记',
  organization: '组织委员',
  publicity: '宣传委员',
  discipline: '纪检委员',
  committeeMember: '委员',
  groupLeader: '党小组组长',
} as const;
