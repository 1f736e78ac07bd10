/**
 * The checks: bytes and fields in, findings out, each with what was measured beside the limit of the policy.
 * They promise an answer for every input — a damaged or hostile file costs a process and never the program — and claim nothing they have not
 * measured. Sync runs them on arrival, the command line on files and lines; they know no store and no server.
 */
export { checkApplication } from './application.ts';
export { createLikenessIndex } from './duplicates/likeness-index.ts';
export { hashesToKeep, type PictureSignature } from './duplicates/signature.ts';
export { checkFields } from './fields/lines.ts';
export { openImageExaminer } from './image-examiner.ts';
export { checkImageFiles, type ImageFile } from './image-files.ts';
export { compare } from './reading/compare/findings.ts';
export { openDocumentReader } from './reading/document-reader.ts';
export { verdictUnder } from './what-if.ts';
