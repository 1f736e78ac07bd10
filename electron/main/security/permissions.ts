import type { Session } from 'electron';

/** Whether the page may have a permission (camera, clipboard reading, notifications, geolocation, …) or a device (USB, serial, HID, Bluetooth). It needs none. */
export function permissionAllowed(): false {
  return false;
}

export function installPermissions(session: Session, refused: (what: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    refused(`permission ${permission}`);
    answer(permissionAllowed());
  });
  session.setPermissionCheckHandler(() => permissionAllowed());
  session.setDevicePermissionHandler(() => permissionAllowed());
  session.setDisplayMediaRequestHandler(null);
}
