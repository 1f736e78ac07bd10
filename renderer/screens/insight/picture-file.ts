import { init } from './chart-library.ts';
import { palettes } from './palette.ts';
import { type Heading, heightOf, optionOf, type Picture } from './picture.ts';

/** Width of a picture in a file, px; twice as many dots, so that it can be printed. */
const width = 960;
const dots = 2;

/** The picture as PNG, base64: on white with its heading, since it will stand in documents. */
export const pictureFile = (picture: Picture, heading: Heading, font: string): string => {
  const place = document.createElement('div');
  const chart = init(place, null, { renderer: 'canvas', width, height: heightOf(picture) + 150, devicePixelRatio: dots });
  try {
    chart.setOption(optionOf(picture, palettes.light, { font, moving: false, heading }));
    const address = chart.getDataURL({ type: 'png', pixelRatio: dots, backgroundColor: palettes.light.ground });
    return address.slice(address.indexOf(',') + 1);
  } finally {
    chart.dispose();
  }
};
