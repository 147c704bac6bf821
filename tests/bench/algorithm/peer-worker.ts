import Papa from 'papaparse';

/** Papa Parse by itself: every row of a file, in pieces, and nothing done with them. */
self.onmessage = ({ data }: MessageEvent<Blob>) => {
  let rows = 0;
  Papa.parse(data as File, {
    delimiter: ',',
    newline: '\n',
    chunk: ({ data: found }) => {
      rows += found.length;
    },
    complete: () => self.postMessage(rows),
  });
};
