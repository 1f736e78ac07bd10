/**
 * The reference intake server: the whole of the intake protocol over HTTP, with its own SQLite file and document folder.
 * It promises no two live claims on one application, one answer for ever to each decision, a feed that can be re-read from anywhere, and that nothing
 * it has acknowledged is lost.
 * `desk intake`, the demo and the tests call it; a small team can run it.
 */
export { buildOpenApiDocument } from './openapi-document.ts';
export { packBatch } from './packages.ts';
export { type Intake, type IntakeOptions, startIntake } from './start.ts';
export { unpackResult } from './unpack-result.ts';
