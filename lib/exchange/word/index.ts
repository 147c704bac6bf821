import { asFault, Fault } from '../../records/fault';
import type { RecordDocument } from '../record-document';

/**
 * One record as a Word file: A4, Chinese faces named for East Asia, lines to sign on, page numbers. The writer is
 * fetched at the first use. Throws E422 when writing fails; nothing is left half-written.
 */
export async function meetingDocument(model: RecordDocument): Promise<Blob> {
  try {
    const { pack } = await import('./document');
    return await pack(model);
  } catch (thrown) {
    throw new Fault('E422', { message: asFault(thrown).message.slice(0, 160) }, { cause: thrown });
  }
}
