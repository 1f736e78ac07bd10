import { createRoot } from 'react-dom/client';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { startEngine } from '../engine/index.ts';
import { startTexts } from '../i18n/index.ts';
import { Gate } from './layout/gate.tsx';
import { Providers } from './providers.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root');
startTexts(defaultSettings.language);
createRoot(root).render(
  <Providers engine={startEngine(window)}>
    <Gate />
  </Providers>,
);
