/** What this page asks for pictures by, for the addresses of pictures. */
export const picturePass = (): string => window.desk.picturePass();
