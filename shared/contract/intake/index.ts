/**
 * The protocol between a workstation and an intake server (`protocol.md`), as zod schemas: the one source of it.
 * Whatever crosses the wire in either direction is read with these, once, and is plain types afterwards.
 * The workstation's sync, the reference server and the generated OpenAPI document call it.
 */
export * from './absent.ts';
export * from './audit.ts';
export * from './calls.ts';
export * from './change.ts';
export * from './package.ts';
export * from './policy.ts';
export * from './release.ts';
export * from './schemas.ts';
