import { useChats, useSettings } from '../../stores/index.ts'
import { useTexts } from '../../components/index.ts'
import type { UseSidebarReturn } from '../sidebar/useSidebar.ts'
import type { KeyBinding } from './keyTable.ts'
import { useEscape } from './useEscape.ts'
import { isSomethingOpen, useKeys } from './useKeys.ts'

export interface AppKeysOptions {
  readonly sidebar: Pick<
    UseSidebarReturn,
    'isShown' | 'isDrawerShown' | 'open' | 'close' | 'toggle'
  >
  focusSearch(): void
  focusComposer(): void
  openFind(): void
  newChat(): void
  openDialog(name: 'settings' | 'keys'): void
  /** Shows a message to the user. */
  notify(text: string): void
}

/**
 * Connects the keyboard shortcuts of the app to their actions.
 *
 * @returns the shortcuts, for the list of them
 */
export function useAppKeys(options: AppKeysOptions): readonly KeyBinding[] {
  const { sidebar, newChat, focusComposer } = options
  const { t } = useTexts()
  const settings = useSettings()
  const chats = useChats()
  const { isDrawerShown } = sidebar

  useEscape(() => {
    if (isDrawerShown.value && !isSomethingOpen()) void sidebar.close()
  })

  /** Shows the sidebar first if it is folded or a closed drawer. */
  async function focusSearch(): Promise<void> {
    if (!sidebar.isShown.value) await sidebar.open()
    options.focusSearch()
  }

  async function copyCode(): Promise<void> {
    const { copyLastCode } = await import('./copyLastCode.ts')
    options.notify(t(`keys.copy.${await copyLastCode(chats.active.messages)}`))
  }

  return useKeys(
    {
      search: () => void focusSearch(),
      // A new chat has nothing to find.
      find: () => chats.active.title !== '' && !isDrawerShown.value && options.openFind(),
      newChat,
      focusComposer,
      stop: () => !isDrawerShown.value && chats.active.isRunning && chats.stop(),
      copyCode: () => void copyCode(),
      sidebar: () => void sidebar.toggle(),
      settings: () => options.openDialog('settings'),
      help: () => options.openDialog('keys'),
    },
    () => settings.areKeysOn,
  )
}
