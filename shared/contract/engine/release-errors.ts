import type { FailureCode } from '../../domain/failure.ts';
import type { Sentences } from './sentences.ts';

/** The failures of newer versions of the program; `errors.ts` has the others, and what the placeholders are. */
export const releaseSentences: Record<
  Extract<FailureCode, `release_${string}` | 'update_not_installed'>,
  { zh: Sentences; en: Sentences }
> = {
  release_unverifiable: {
    zh: { what: '本程序没有带发布者的公钥，无法核实新版本。', kept: '没有下载任何内容。', todo: '请由管理员安装新版本。' },
    en: {
      what: 'This copy of the program carries no publisher’s key, so it can’t verify a newer version.',
      kept: 'Nothing was fetched.',
      todo: 'Have your administrator install newer versions.',
    },
  },
  release_untrusted: {
    zh: {
      what: '新版本的发布声明不是发布者所签，或已被改动。',
      kept: '没有采用其中任何内容，现在的版本照常工作。',
      todo: '请告知管理员：可能有人在冒充发布者。',
    },
    en: {
      what: 'The statement of a newer version is not signed by the publisher, or was changed.',
      kept: 'Nothing of it was taken; the present version goes on as always.',
      todo: 'Tell your administrator: somebody may be posing as the publisher.',
    },
  },
  release_other_product: {
    zh: { what: '这份发布声明属于另一个产品。', kept: '没有采用其中任何内容。', todo: '请告知管理员。' },
    en: { what: 'The statement is about another product.', kept: 'Nothing of it was taken.', todo: 'Tell your administrator.' },
  },
  release_expired: {
    zh: {
      what: '得到的发布声明已过期，可能有人在扣住更新的版本。',
      kept: '没有采用其中任何内容，现在的版本照常工作。',
      todo: '请核对本机时间；如果时间正确，请告知管理员。',
    },
    en: {
      what: 'The statement of the newest version is out of date; somebody may be holding newer ones back.',
      kept: 'Nothing of it was taken; the present version goes on as always.',
      todo: 'Check this computer’s clock; if it is right, tell your administrator.',
    },
  },
  release_older: {
    zh: {
      what: '得到的是旧版本（{{version}}）的发布声明，已拒绝：程序不会退回旧版本。',
      kept: '没有采用其中任何内容，现在的版本照常工作。',
      todo: '如果反复出现，请告知管理员。',
    },
    en: {
      what: 'An older version ({{version}}) was offered and refused: the program never goes back.',
      kept: 'Nothing of it was taken; the present version goes on as always.',
      todo: 'If this comes again, tell your administrator.',
    },
  },
  release_none: {
    zh: { what: '没有更新的版本。', kept: '没有改动任何内容。', todo: '无需操作。' },
    en: { what: 'There is no newer version.', kept: 'Nothing was changed.', todo: 'There is nothing to do.' },
  },
  release_not_due: {
    zh: {
      what: '新版本正在分批发放，还没有轮到本工作站，规则也不允许提前领取。',
      kept: '没有下载任何内容。',
      todo: '轮到时会自动下载。',
    },
    en: {
      what: 'The newer version is handed out in stages. It is not this workstation’s turn yet, and the policy does not let anybody have it earlier.',
      kept: 'Nothing was fetched.',
      todo: 'It is fetched by itself when its turn comes.',
    },
  },
  release_file_absent: {
    zh: { what: '这个版本没有适合本系统的安装包。', kept: '没有改动任何内容。', todo: '请告知管理员。' },
    en: { what: 'This release has no installer for this system.', kept: 'Nothing was changed.', todo: 'Tell your administrator.' },
  },
  release_file_wrong: {
    zh: {
      what: '得到的安装包不是发布者签名的那一个，已删除。',
      kept: '没有安装任何内容，现在的版本照常工作。',
      todo: '会再次下载；如果反复出现，请告知管理员。',
    },
    en: {
      what: 'The installer that came is not the one that the publisher signed, and was removed.',
      kept: 'Nothing was installed; the present version goes on as always.',
      todo: 'It is fetched anew; if this comes again, tell your administrator.',
    },
  },
  update_not_installed: {
    zh: {
      what: '新版本没有装上（{{cause}}）。',
      kept: '现在的版本和所有内容都没有改动，安装包还在。',
      todo: '可以再试一次，或请管理员按下面的方法安装。',
    },
    en: {
      what: 'The newer version was not installed ({{cause}}).',
      kept: 'The present version and all your work are unchanged, and the installer is still here.',
      todo: 'Try again, or have an administrator install it as told below.',
    },
  },
};
