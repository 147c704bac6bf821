import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { type PdfOptions, type PdfText, readPdf } from './read';

/**
 * {@link readPdf} with the library's thread and tables as they lie in the extension. Import it lazily: it is large.
 */
export function readPdfFile(data: Uint8Array<ArrayBuffer>, options: PdfOptions = {}): Promise<PdfText> {
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  return readPdf(data, { pdfjs: pdfjs as never, cMapUrl: '/cmaps/' }, options);
}
