import { createRoot } from 'react-dom/client';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { picturePass, startEngine } from '../engine/index.ts';
import { speak, startTexts } from '../i18n/index.ts';
import { askPicturesBy } from '../viewer/picture-cache.ts';
import { Gate } from './layout/gate.tsx';
import { Printed, printRequestIn } from './printed.tsx';
import { Providers } from './providers.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root');
const request = printRequestIn(window.location.search);
const language = request?.language ?? defaultSettings.language;
startTexts(language);
if (request !== undefined) speak(language);
askPicturesBy(picturePass);
const engine = startEngine(window);
createRoot(root).render(
  request === undefined ? (
    <Providers engine={engine}>
      <Gate />
    </Providers>
  ) : (
    <Printed engine={engine} request={request} />
  ),
);
