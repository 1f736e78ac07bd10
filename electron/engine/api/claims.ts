import { succeed } from '../../../shared/domain/failure.ts';
import { desk, onDesk } from './context.ts';

/** Claims: what is leased to this workstation, taking more, giving back. */
export const claims = {
  state: desk.claims.state.handler(({ context }) => onDesk(context, (open) => succeed(open.sync().claims()))),
  take: desk.claims.take.handler(({ context, input }) =>
    onDesk(context, async (open) => {
      const taken = await open.sync().takeClaims(input.count, input.types, input.along);
      return taken.ok ? succeed({ ...open.sync().claims(), ...taken.value }) : taken;
    }),
  ),
  giveBack: desk.claims.giveBack.handler(({ context, input }) =>
    onDesk(context, async (open) => {
      await open.sync().giveBackClaims(input.applicationIds);
      return succeed(open.sync().claims());
    }),
  ),
};
