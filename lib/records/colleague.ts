import * as z from 'zod/mini';
import { defineKind, entryFields } from './kind';

/**
 * 共用的同志: somebody who shares and stands on no roster, such as a reviewer of the company. Its id is that person's in
 * the space, so that changes, signatures and lists can say who it is.
 */
export const colleague = defineKind({
  name: 'colleague',
  schema: z.looseObject({ ...entryFields, name: z.string().check(z.minLength(1)) }),
  index: ({ name }) => ({ at: name, links: [] }),
  title: ({ name }) => name,
});
