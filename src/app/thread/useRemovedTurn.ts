import { shallowReadonly, shallowRef, watch, type ShallowRef } from 'vue'
import { useChats } from '../stores/index.ts'

/** A question that was deleted, with its answers. */
export interface RemovedTurn {
  /** The question's. */
  readonly id: string
  readonly bringBack: () => Promise<void>
}

export interface UseRemovedTurnReturn {
  /** The one that was deleted last, as long as it can be brought back. */
  readonly removed: Readonly<ShallowRef<RemovedTurn | undefined>>
  readonly remove: (questionId: string) => Promise<void>
  /** Brings it back into its chat, whichever one is open now. */
  readonly restore: () => Promise<void>
  readonly forget: () => void
}

/** Deletes questions with their answers, for one step back. */
export function useRemovedTurn(): UseRemovedTurnReturn {
  const conversations = useChats()
  const removed = shallowRef<RemovedTurn>()

  function forget(): void {
    removed.value = undefined
  }

  // A chat that is brought back after its own removal is another object, which knows nothing of the turn.
  watch(
    () => conversations.removed,
    (chat) => chat && forget(),
  )

  return {
    removed: shallowReadonly(removed),
    async remove(id) {
      const bringBack = await conversations.removeTurn(id)
      if (bringBack) removed.value = { id, bringBack }
    },
    async restore() {
      const turn = removed.value
      forget()
      await turn?.bringBack()
    },
    forget,
  }
}
