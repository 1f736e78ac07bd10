import { useQuery } from '@tanstack/react-query';
import { type RulesKind, type RulesVersion, rulesKinds } from '../../shared/domain/rules.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';
import { useChangeSettings, useSettings } from './settings.ts';

/** The reason catalogue and the policy in force; unasked while locked. */
export const useRules = (enabled = true) => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.rules, queryFn: async () => unwrap(await client.review.rules()), enabled });
};

/** A version that came into force here and that nobody has said to have seen. */
type NewRules = { kind: RulesKind } & RulesVersion;

/** What of the rules has changed and was not seen yet; `seen` says that it was. */
export const useNewRules = (): { fresh: NewRules[]; seen: () => void } => {
  const since = useRules().data?.since;
  const { rulesSeen } = useSettings();
  const { mutate: change } = useChangeSettings();
  const fresh = rulesKinds.flatMap((kind): NewRules[] => {
    const version = since?.[kind];
    return version?.before === undefined || rulesSeen?.[kind] === version.version ? [] : [{ kind, ...version }];
  });
  return {
    fresh,
    seen: () => change({ rulesSeen: { ...rulesSeen, ...Object.fromEntries(fresh.map(({ kind, version }) => [kind, version])) } }),
  };
};
