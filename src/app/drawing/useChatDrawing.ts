import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, provide, shallowRef, watch, type Ref } from 'vue'
import { loadMarkdownRenderer, plainTextKey } from '../../components/index.ts'
import { useUnfinishedDrawings } from '../../stores/index.ts'
import { whenDrawn } from './whenDrawn.ts'

/** The open chat. */
export interface DrawnChat {
  readonly id: string
  readonly messages: readonly unknown[]
}

export interface UseChatDrawingReturn {
  /** Whether the chat is shown as plain text, because the tab crashed or froze while it was drawn. */
  readonly isPlain: Readonly<Ref<boolean>>
  /** Draws it after all. If the tab crashes again, the chat opens as plain text again. */
  drawAfterAll: () => void
}

/**
 * Opens a chat as plain text if drawing it did not finish the last time. Stores a mark before a chat is drawn, and
 * removes it when the whole chat is drawn, when another chat is opened, and when the page is hidden or left.
 *
 * @param log - the element that holds the messages
 */
export function useChatDrawing(
  chat: () => DrawnChat,
  log: () => Element | undefined,
): UseChatDrawingReturn {
  const unfinished = useUnfinishedDrawings()
  /** The chat that opened as plain text. If another tab was drawing it, that tab removes the mark later. */
  const plainId = shallowRef<string>()
  const isPlain = computed(() => plainId.value === chat().id && unfinished.has(chat().id))
  /** The chat that is being drawn. */
  const drawingId = shallowRef<string>()
  let stopWaiting = () => {}

  function begin(id: string): void {
    unfinished.begin(id)
    drawingId.value = id
  }

  function end(): void {
    stopWaiting()
    if (drawingId.value !== undefined) unfinished.end(drawingId.value)
    drawingId.value = undefined
  }

  async function endWhenDrawn(id: string | undefined): Promise<void> {
    stopWaiting()
    if (id === undefined) return
    // Until the renderer is loaded, all of the chat is plain text.
    await loadMarkdownRenderer()
    const element = log()
    if (drawingId.value !== id || !element) return
    stopWaiting()
    stopWaiting = whenDrawn(element, end)
  }

  watch(
    () => chat().id,
    (id) => {
      end()
      plainId.value = undefined
      if (chat().messages.length === 0) return
      if (unfinished.has(id)) plainId.value = id
      else begin(id)
    },
    // Sync, so that the mark is stored before the chat is drawn.
    { immediate: true, flush: 'sync' },
  )
  watch(drawingId, (id) => void endWhenDrawn(id), { immediate: true, flush: 'post' })

  // A hidden page draws nothing, and the system may end it, which is not a crash.
  let interruptedId: string | undefined
  useEventListener(document, 'visibilitychange', () => {
    if (document.hidden) {
      interruptedId = drawingId.value
      end()
    } else if (interruptedId === chat().id) begin(interruptedId)
  })
  useEventListener(globalThis, 'pagehide', end)
  onScopeDispose(end)
  provide(plainTextKey, isPlain)

  return {
    isPlain,
    drawAfterAll() {
      plainId.value = undefined
      begin(chat().id)
    },
  }
}
