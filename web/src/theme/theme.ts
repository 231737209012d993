import { Button, createTheme, localStorageColorSchemeManager, type MantineColorsTuple } from '@mantine/core';

const pine: MantineColorsTuple = [
  '#E2F0EC', '#BBE3D9', '#92D5C7', '#63C7B5', '#4FAC9C', '#3A9284', '#26796D', '#0E6156', '#0A4D44', '#063A33',
];
const gray: MantineColorsTuple = [
  '#F7F5F1', '#F0EDE7', '#E3DED5', '#C4BFB5', '#A7A096', '#8A8378', '#716A60', '#5B554C', '#3D3832', '#211E1A',
];
const dark: MantineColorsTuple = [
  '#ECE7DE', '#B0A899', '#958D80', '#7F786C', '#35312B', '#2A2722', '#25221E', '#1C1A17', '#151310', '#100F0D',
];

/** What `tokens.css` does not say: the parts of the design that Mantine computes with. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  black: '#211E1A',
  colors: { pine, gray, dark },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '14px' },
  fontFamily: 'var(--jw-sans)',
  fontFamilyMonospace: 'var(--jw-mono)',
  fontSizes: { xs: '0.75rem', sm: 'var(--jw-body)', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: { Button: Button.extend({ defaultProps: { variant: 'default' } }) },
});

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'jw.scheme' });
