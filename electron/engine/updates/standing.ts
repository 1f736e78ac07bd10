import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions, fileFor, isInStage, type Release } from '../../../shared/domain/release.ts';
import type { NewerRelease } from '../../../shared/domain/updates.ts';
import { installCommand, installOrder } from '../../release/index.ts';
import type { UpdatesParts } from './parts.ts';
import { stagePlace } from './stage.ts';

/** How a release stands to this workstation: whose turn it is, and how its installer is started. */
type Standing = Pick<UpdatesParts, 'folder' | 'program' | 'host'>;

/** Whether the version that runs should not go on working. */
const isUrgent = ({ oldestSound }: Release, { program }: Standing): boolean =>
  oldestSound !== undefined && compareVersions(program.version, oldestSound) < 0;

/** Whether it is this workstation's turn. `wanted`: the version that a person asked for before its turn, or carried here. */
export const turnOf = (release: Release, standing: Standing, wanted: string | undefined): NewerRelease['turn'] => {
  const { host } = standing;
  if (isUrgent(release, standing) || wanted === release.version) return 'now';
  const workstationId = host.workstationId();
  const { share, seed } = release.stage;
  if (workstationId !== undefined && isInStage(stagePlace(workstationId, seed), share)) return 'now';
  return host.mayBeBeforeTurn() ? 'may_ask' : 'later';
};

/** A release as it is told. */
export const shownRelease = (
  release: Release,
  standing: Standing,
  wanted: string | undefined,
  { held, ready, whenLeaving }: { held: number; ready: boolean; whenLeaving: boolean },
): NewerRelease => {
  const { folder, program } = standing;
  const { version, publishedAt, validUntil, news } = release;
  const file = fileFor(release, program);
  const path = file === undefined ? '' : join(folder, file.name);
  return {
    version,
    publishedAt,
    validUntil,
    news,
    urgent: isUrgent(release, standing),
    turn: turnOf(release, standing, wanted),
    whenLeaving,
    file: file && {
      name: file.name,
      kind: file.kind,
      bytes: file.bytes,
      held: ready ? file.bytes : held,
      ready,
      path,
      command: installCommand(file.kind, path),
      startable: program.mayStart && installOrder(file.kind, path, program.resources, existsSync) !== undefined,
    },
  };
};
