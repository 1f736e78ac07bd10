import { Button } from 'antd';
import { startTour } from '../../app/tour/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Section } from '../../parts/index.ts';
import { Choice } from './choice.tsx';

/** The tour, for whoever wants to see it again, or for the first time over real work. */
export const TourSection = () => {
  const { t } = useTranslation('tour');
  return (
    <Section title={t('title')}>
      <Choice label={t('whole')} detail={t('detail')}>
        <Button onClick={startTour}>{t('start')}</Button>
      </Choice>
    </Section>
  );
};
