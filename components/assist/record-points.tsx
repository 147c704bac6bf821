import { PointsFold } from './points-fold';
import type { RecordPointsProps } from './record-points-view';

/** Characters below which a text is as short as its main points. */
const SHORT = 300;

const load = async () => (await import('./record-points-view')).RecordPointsView;

/** 要点 of a text that people wrote, such as minutes or rough notes, folded. Absent for a short text. */
export const RecordPoints = (props: RecordPointsProps) =>
  props.text.length < SHORT ? null : <PointsFold load={load} view={props} />;
