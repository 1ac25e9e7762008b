import { readonly, shallowRef, computed, type Ref, type WritableComputedRef } from 'vue'
import { askForNotifications, getNotificationPermission, useSettings } from '../../stores/index.ts'

export interface UseNotificationsReturn {
  /** Whether notifications are turned on and allowed. Turning them on may show the browser's permission prompt. */
  isOn: WritableComputedRef<boolean>
  permission: Readonly<Ref<NotificationPermission | 'unsupported'>>
}

/** Reports and changes whether notifications are on. Asks for permission only when the user turns them on. */
export function useNotifications(): UseNotificationsReturn {
  const settings = useSettings()
  const permission = shallowRef(currentPermission())

  async function turnOn(): Promise<void> {
    if (permission.value === 'default') permission.value = await askForNotifications()
    settings.areNotificationsOn = permission.value === 'granted'
  }

  return {
    isOn: computed({
      get: () => settings.areNotificationsOn && permission.value === 'granted',
      set(isOn) {
        permission.value = currentPermission()
        if (isOn) void turnOn()
        else settings.areNotificationsOn = false
      },
    }),
    permission: readonly(permission),
  }
}

export function currentPermission(): NotificationPermission | 'unsupported' {
  return getNotificationPermission() ?? 'unsupported'
}
