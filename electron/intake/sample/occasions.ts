import recipe from '../../../resources/sample/recipe.json' with { type: 'json' };
import type { ChangeBody } from '../../../shared/domain/change.ts';
import type { ReviewRequest } from '../../../shared/domain/request.ts';
import { idAt, type SampleApplication, timestamp } from './applications.ts';
import type { SampleTrait } from './faults.ts';
import type { Random } from './random.ts';

/** A change and its moment: Unix time, ms. */
export type Occasion = { at: number; body: ChangeBody };

const hourMs = 3_600_000;

const requestOf = (
  trait: SampleTrait,
  { application, person }: SampleApplication,
  random: Random,
): Pick<ReviewRequest, 'kind' | 'applicationId' | 'payload'> | undefined => {
  const newPhone = `${random.pick(recipe.mobilePrefixes)}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`;
  switch (trait) {
    case 'amendment': {
      const address = `${person.region}${random.pick(recipe.places)}${random.whole(1, 299)}号${random.whole(1, 28)}幢${random.whole(1, 9)}0${random.whole(1, 4)}室`;
      return {
        kind: 'amendment',
        applicationId: application.id,
        payload: {
          changes: { phone: newPhone, address },
          before: { phone: application.applicant.phone ?? '', address: application.applicant.address ?? '' },
          message: '搬家并更换了手机号，申请修改。',
        },
      };
    }
    case 'withdrawal':
      return { kind: 'withdrawal', applicationId: application.id, payload: { message: '暂时不需要认证，申请撤回。' } };
    case 'contact_recovery':
      return {
        kind: 'contact_recovery',
        payload: {
          name: person.name,
          idNumber: person.idNumber,
          newPhone,
          newEmail: `recovered${random.whole(100, 999)}@example.com`,
          message: '忘记了注册时的邮箱，手机号也已停用。',
        },
      };
    case 'follow_up':
      return { kind: 'follow_up', applicationId: application.id, payload: { message: '已经提交多日，请问审核到哪一步了？' } };
    default:
      return undefined;
  }
};

/** The requests that the applicants of a batch have made since: 修改, 撤回, 找回联系方式, 催办. */
export const requestsOf = (applications: readonly SampleApplication[], random: Random, now: number): Occasion[] =>
  applications.flatMap((sample) =>
    sample.truth.traits.flatMap((trait): Occasion[] => {
      const own = random.fork(`request/${sample.application.id}/${trait}`);
      const request = requestOf(trait, sample, own);
      if (request === undefined) return [];
      const at = Math.max(sample.at, now - own.between(0.1, 2) * hourMs);
      return [
        {
          at,
          body: {
            kind: 'request.upsert',
            request: { id: idAt(at, own), accountId: sample.application.account.id, submittedAt: timestamp(at), ...request },
          },
        },
      ];
    }),
  );

/** The accounts that were locked after their application had arrived. */
export const lockedAccountsOf = (applications: readonly SampleApplication[], now: number): Occasion[] =>
  applications
    .filter(({ truth }) => truth.faults.includes('account_locked'))
    .map(({ application, at: submitted }) => {
      const at = Math.max(submitted, now - 0.25 * hourMs);
      return {
        at,
        body: {
          kind: 'account.status',
          accountId: application.account.id,
          status: 'locked',
          since: timestamp(at),
          cause: '多次登录失败，暂时锁定',
        },
      };
    });

/** The platform's announcements around `now`. */
export const announcementsOf = (random: Random, now: number): Occasion[] =>
  recipe.announcements.map(({ severity, extendsDueTimes, startsHours, endsHours, title, body }, index) => {
    const from = now + startsHours * hourMs;
    const announced = from - 2 * hourMs;
    const id = idAt(announced, random.fork(`announcement/${index}`));
    return {
      at: announced,
      body: {
        kind: 'announcement.upsert',
        announcement: { id, severity, title, body, from: timestamp(from), until: timestamp(now + endsHours * hourMs), extendsDueTimes },
      },
    };
  });
