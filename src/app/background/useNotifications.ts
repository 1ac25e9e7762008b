import { readonly, shallowRef, computed, type Ref, type WritableComputedRef } from 'vue'
import { askForNotifications, getNotificationPermission, useSettings } from '../../stores/index.ts'

export interface UseNotificationsReturn {
  /** Whether they are wanted and allowed. Setting it asks the browser, which may ask the person. */
  isOn: WritableComputedRef<boolean>
  permission: Readonly<Ref<NotificationPermission | 'unsupported'>>
}

/** The person's choice about notifications, and the browser's. Nothing is asked before somebody wants it. */
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
