import { useEventListener } from '@vueuse/core'
import {
  computed,
  nextTick,
  onScopeDispose,
  shallowRef,
  watch,
  type Component,
  type ComputedRef,
  type Directive,
  type Ref,
} from 'vue'
import { estimateTurnHeight } from './estimateTurnHeight.ts'
import type { TurnFill } from './turnFill.ts'
import type { Turn } from './turns.ts'

/** Height of new turns that is drawn immediately, in pixels: more than the highest screens show. */
const IMMEDIATE_HEIGHT = 2400

export interface DrawnTurns {
  /** The turns in the page, drawn or as placeholders. All turns, except shortly after a chat was opened. */
  readonly present: ComputedRef<readonly Turn[]>
  isDrawn: (turn: Turn) => boolean
  /** The component for a turn that is not drawn yet. Takes the turn's `messages`. */
  readonly placeholder: Readonly<Ref<Component | undefined>>
  /** `v-near="key"`: draws a turn when its element approaches the view. */
  readonly vNear: Directive<HTMLElement, string>
  /** Draws the turn of a message, wherever it is. Resolves when it is in the page. */
  reveal: (messageId: string) => Promise<void>
}

/**
 * Draws a long chat step by step: the end immediately, because the reader sees it; then turns that approach the view;
 * the rest in idle time, upwards. A turn that is not drawn yet has a placeholder with its plain text, so that the
 * browser's search and "select all" reach it. Printing draws all turns.
 *
 * @param log - the element that scrolls
 * @param keyOf - returns the key of a turn's element; the versions of a message share one key
 */
export function useDrawnTurns(
  log: Readonly<Ref<HTMLElement | null>>,
  turns: () => readonly Turn[],
  keyOf: (turn: Turn) => string,
): DrawnTurns {
  /** Keys of the drawn turns. Contains no key of a turn that has left the chat. */
  const drawn = shallowRef<ReadonlySet<string>>(new Set())
  /** Number of the oldest turns that have no placeholder yet. */
  const absentCount = shallowRef(0)
  const placeholder = shallowRef<Component>()
  const elements = new Map<string, HTMLElement>()
  let knownKeys: ReadonlySet<string> = new Set()
  let fill: TurnFill | undefined
  let loading: Promise<void> | undefined
  let isDisposed = false

  const isDrawn = (turn: Turn) => drawn.value.has(keyOf(turn))
  const present = computed(() => turns().slice(absentCount.value))

  function draw(added: readonly Turn[]): Promise<void> {
    drawn.value = new Set([...drawn.value, ...added.map(keyOf)])
    return nextTick()
  }

  function drawAll(): Promise<void> {
    absentCount.value = 0
    return draw(turns())
  }

  /** Draws the remaining turns. Loads the code for that on demand, because most chats do not need it. */
  function fillUp(): Promise<void> {
    loading ??= import('./turnFill.ts').then(startFilling, () => {
      // The file is missing, for example after an update of the app.
      loading = undefined
      return drawAll()
    })
    return loading.then(() => fill?.resume())
  }

  function startFilling({ createTurnFill, TurnPlaceholder }: typeof import('./turnFill.ts')): void {
    if (isDisposed || !log.value) return
    fill = createTurnFill({
      log: log.value,
      undrawnTurns: () => turns().filter((turn) => !isDrawn(turn)),
      elementOf: (turn) => elements.get(keyOf(turn)),
      draw,
      absentCount,
    })
    placeholder.value = TurnPlaceholder
    for (const element of elements.values()) fill.observe(element)
  }

  onScopeDispose(() => {
    isDisposed = true
    fill?.stop()
  })

  watch(
    turns,
    (all) => {
      const fresh = all.filter((turn) => !knownKeys.has(keyOf(turn)))
      if (fresh.length === 0 && all.length === knownKeys.size) return
      const isFirst = knownKeys.size === 0
      knownKeys = new Set(all.map(keyOf))
      drawn.value = new Set([...drawn.value].filter((key) => knownKeys.has(key)))
      const last = takeImmediate(fresh.toReversed())
      if (isFirst || absentCount.value > all.length) absentCount.value = all.length - last.length
      // A newly selected branch begins in view, so its first turns are drawn, too.
      void draw(isFirst ? last : [...last, ...takeImmediate(fresh)])
      if (!all.every(isDrawn)) void fillUp()
    },
    { immediate: true },
  )

  useEventListener(globalThis, 'beforeprint', async () => {
    if (turns().every(isDrawn)) return
    await drawAll()
    // Components that were just rendered, such as diagrams, must receive the event, too.
    dispatchEvent(new Event('beforeprint'))
  })

  return {
    present,
    isDrawn,
    placeholder,
    vNear: {
      mounted(element, { value }) {
        elements.set(value, element)
        fill?.observe(element)
      },
      beforeUnmount(element, { value }) {
        if (elements.get(value) === element) elements.delete(value)
        fill?.unobserve(element)
      },
    },
    async reveal(messageId) {
      const hasMessage = ({ messages }: Turn) => messages.some(({ id }) => id === messageId)
      const turn = turns().find(hasMessage)
      if (!turn || isDrawn(turn)) return
      await loading
      absentCount.value = 0
      await draw([turn])
    },
  }
}

/** Returns the first turns, up to the height that is drawn immediately, but at least one. */
function takeImmediate(turns: readonly Turn[]): readonly Turn[] {
  let height = 0
  const end = turns.findIndex((turn) => (height += estimateTurnHeight(turn)) >= IMMEDIATE_HEIGHT)
  return end === -1 ? turns : turns.slice(0, end + 1)
}
