/** The page of this measurement is no extension: nothing of the browser is asked for. */
export const browser = {};
