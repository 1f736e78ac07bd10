import { App, Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PrintPurpose, printPurposes } from '../../../../shared/domain/decision-sheet.ts';
import { useCommands } from '../../../app/commands/index.ts';
import { failureOf, usePrint } from '../../../engine/index.ts';
import { useLanguage, useWords } from '../../../i18n/index.ts';
import { Dialogue, FailureNotice, KeyCap } from '../../../parts/index.ts';
import './print-dialogue.css';

/** Saving a decision sheet of the application on the screen: what for, and whether in full; then the system asks where to. */
export const PrintDialogue = ({ applicationId }: { applicationId: string }) => {
  const { t } = useTranslation('sheet');
  const { word } = useWords();
  const language = useLanguage();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState<PrintPurpose>('archive');
  const [full, setFull] = useState(false);
  const print = usePrint();
  const begin = (): void => {
    // In full only for this once: the next sheet is masked again.
    setFull(false);
    print.reset();
    setOpen(true);
  };
  const save = (): void => {
    if (print.isPending) return;
    const query = new URLSearchParams({ print: 'decision-sheet', application: applicationId, purpose, full: full ? '1' : '0', language });
    print.mutate(
      { query: query.toString(), suggestedName: `${t('fileName', { number: applicationId.slice(-8) })}.pdf` },
      {
        onSuccess: (fileName) => {
          if (fileName === undefined) return;
          setOpen(false);
          void message.success(t('saved', { file: fileName }));
        },
      },
    );
  };
  useCommands([
    { name: 'review.print', run: begin },
    {
      name: 'review.print.save',
      title: t('save'),
      place: 'review',
      keys: ['Ctrl+Enter'],
      when: () => open,
      inDialogue: open,
      unlisted: true,
      run: save,
    },
  ]);
  if (!open) return null;
  return (
    <Dialogue
      title={t('title')}
      width={480}
      onClose={() => setOpen(false)}
      footer={
        <Button type="primary" loading={print.isPending} onClick={save}>
          {t('save')} <KeyCap chord="Ctrl+Enter" />
        </Button>
      }
    >
      <p>{t('what')}</p>
      <p className="print-purpose" aria-hidden="true">
        {t('purpose')}
      </p>
      <Radio.Group
        className="print-purposes"
        aria-label={t('purpose')}
        value={purpose}
        onChange={({ target }) => setPurpose(target.value as PrintPurpose)}
        options={printPurposes.map((known) => ({ value: known, label: word('purpose', known) }))}
      />
      <p>
        <Checkbox checked={full} onChange={({ target }) => setFull(target.checked)}>
          {t('full')}
        </Checkbox>
      </p>
      {print.error === null ? null : <FailureNotice failure={failureOf(print.error)} />}
    </Dialogue>
  );
};
