import { shallowReadonly, shallowRef, watch, type ShallowRef } from 'vue'
import { useTexts } from '../../components/index.ts'
import { useChats } from '../../stores/index.ts'

/** A deleted question, with its answers. */
export interface RemovedTurn {
  /** The id of the question. */
  readonly id: string
  readonly bringBack: () => Promise<void>
}

export interface UseRemovedTurnOptions {
  /** Shows a message to the user. */
  notify(text: string): void
  /** Takes the focus before the pressed button disappears with its question. */
  focusComposer(): void
}

export interface UseRemovedTurnReturn {
  /** The last deleted turn, while it can be restored. */
  readonly removed: Readonly<ShallowRef<RemovedTurn | undefined>>
  /** Deletes a question with its answers, unless an answer is streaming. */
  readonly remove: (questionId: string) => void
  /** Brings the turn back into its chat, even if another chat is open now. */
  readonly restore: () => void
  readonly forget: () => void
}

/** Deletes questions with their answers, with one level of undo. */
export function useRemovedTurn(options: UseRemovedTurnOptions): UseRemovedTurnReturn {
  const { t } = useTexts()
  const chats = useChats()
  const removed = shallowRef<RemovedTurn>()

  function forget(): void {
    removed.value = undefined
  }

  async function removeTurn(id: string): Promise<void> {
    const bringBack = await chats.removeTurn(id)
    if (bringBack) removed.value = { id, bringBack }
  }

  // A chat that is deleted and restored is a new object, which doesn't know the deleted turn.
  watch(
    () => chats.removed,
    (chat) => chat && forget(),
  )

  return {
    removed: shallowReadonly(removed),
    remove(id) {
      if (chats.active.isRunning) return options.notify(t('edit.locked'))
      options.focusComposer()
      void removeTurn(id)
    },
    restore() {
      if (chats.active.isRunning) options.notify(t('message.restoredLater'))
      options.focusComposer()
      const turn = removed.value
      forget()
      void turn?.bringBack()
    },
    forget,
  }
}
