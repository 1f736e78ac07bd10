import { succeed } from '../../../shared/domain/failure.ts';
import { desk, onDesk } from './context.ts';

/** Packages: import, export, trust. */
export const packages = {
  state: desk.packages.state.handler(({ context }) => onDesk(context, (open) => succeed(open.packages.state()))),
  import: desk.packages.import.handler(({ context, input }) => onDesk(context, (open) => open.packages.import(input.path))),
  export: desk.packages.export.handler(({ context, input }) => onDesk(context, (open) => open.packages.export(input.path))),
  change: desk.packages.change.handler(({ context, input }) => onDesk(context, (open) => open.packages.change(input))),
  trust: desk.packages.trust.handler(({ context, input }) => onDesk(context, (open) => open.packages.trust(input.name, input.publicKey))),
  distrust: desk.packages.distrust.handler(({ context, input }) => onDesk(context, (open) => open.packages.distrust(input.keyId))),
};
