import { theme as antd, type ThemeConfig } from 'antd';

/** Which of the two looks. */
export type Look = 'light' | 'dark';

/** The same colours as in tokens.css, for the parts of Ant Design that compute with them. */
const colours: Record<Look, NonNullable<ThemeConfig['token']>> = {
  light: {
    colorPrimary: '#1d5bb8',
    colorInfo: '#1b4f9e',
    colorSuccess: '#12623c',
    colorWarning: '#824600',
    colorError: '#ab1f16',
    colorBgLayout: '#f3f5f8',
    colorBgContainer: '#ffffff',
    colorBgElevated: '#ffffff',
    colorBorder: '#8894a5',
    colorBorderSecondary: '#d5dce5',
    colorText: '#1a222d',
    colorTextSecondary: '#4d5969',
    colorTextTertiary: '#5b6778',
    colorTextPlaceholder: '#667285',
    colorLink: '#1d5bb8',
  },
  dark: {
    colorPrimary: '#4f8fe8',
    colorInfo: '#92bdfc',
    colorSuccess: '#7ad3a0',
    colorWarning: '#f3c272',
    colorError: '#ff9d92',
    colorBgLayout: '#12161b',
    colorBgContainer: '#191e25',
    colorBgElevated: '#222933',
    colorBorder: '#6d7a8d',
    colorBorderSecondary: '#303947',
    colorText: '#e4e9f0',
    colorTextSecondary: '#a6b1c0',
    colorTextTertiary: '#95a1b2',
    colorTextPlaceholder: '#8b97a8',
    colorLink: '#7fb0f8',
  },
};

/** Ant Design in the desk's look: dense, square-shouldered, quiet. */
export const themeFor = (look: Look, motion: boolean): ThemeConfig => ({
  algorithm: look === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
  token: {
    ...colours[look],
    fontFamily: 'var(--desk-font)',
    fontFamilyCode: 'var(--desk-mono)',
    fontSize: 13,
    borderRadius: 6,
    fontSizeSM: 12,
    controlHeight: 30,
    controlHeightSM: 24,
    controlHeightLG: 36,
    padding: 12,
    paddingLG: 20,
    wireframe: false,
    motion,
  },
  components: {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      // White on the lighter blue of the dark look would be too faint; and so would that blue, which Ant Design darkens, where it is only an outline's word.
      ...(look === 'dark'
        ? { primaryColor: '#0c1420', colorPrimary: '#6ea5f4', colorPrimaryHover: '#8fbbfa', colorPrimaryActive: '#5b93e4' }
        : { colorPrimaryHover: '#174c99', colorPrimaryActive: '#123d7c' }),
    },
    Tabs: {
      horizontalMargin: '0 0 12px 0',
      titleFontSize: 13,
      ...(look === 'dark' ? { itemSelectedColor: '#7fb0f8', itemHoverColor: '#a8caff', itemActiveColor: '#7fb0f8' } : {}),
    },
    Drawer: { footerPaddingInline: 20 },
    Tooltip: { colorBgSpotlight: look === 'dark' ? '#39434f' : '#27313d' },
  },
});
