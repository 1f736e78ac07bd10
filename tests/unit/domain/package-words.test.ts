import { expect, test } from 'vitest';
import { sentencesOf } from '../../../shared/contract/engine/errors.ts';

test.each(['directory', 'manifest.json', 'changes.ndjson', 'receipts.ndjson', `documents/${'ab'.repeat(32)}`])(
  'that %s of a package is damaged is told in the words of either language',
  (entry) => {
    const chinese = sentencesOf('package_damaged', 'zh', { entry }).what;
    expect(chinese).toMatch(/^资料包已损坏或不完整，出错的是[一-龥]+/);
    const english = sentencesOf('package_damaged', 'en', { entry }).what;
    expect(english).toMatch(/What is wrong: (its|the|a) [a-z]+/);
    for (const sentence of [chinese, english]) expect(sentence).not.toMatch(/directory|documents\//);
  },
);

test.each(['entries', 'path', 'link', 'duplicate', 'size'])('that a package is refused for its %s is told in words', (entry) => {
  expect(sentencesOf('package_hostile', 'zh', { entry }).what).toMatch(/^资料包里有不允许的内容：[一-龥]+。$/);
  expect(sentencesOf('package_hostile', 'en', { entry }).what).toMatch(/not allowed: ([a-z]+ ){2,}[a-z]+\.$/);
});
