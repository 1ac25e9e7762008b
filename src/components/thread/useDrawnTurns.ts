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
import { turnHeight } from './turnHeight.ts'
import type { TurnFill } from './turnFill.ts'
import type { Turn } from './turns.ts'

/** How much is drawn at once of what is new, in pixels: more than the highest screens show. */
const AT_ONCE = 2400

export interface DrawnTurns {
  /** Those that are in the page, drawn or with a stand-in: all of them, but for the moment after a chat is opened. */
  readonly present: ComputedRef<readonly Turn[]>
  isDrawn: (turn: Turn) => boolean
  /** What is shown of a turn that is not drawn yet; takes its `messages`. */
  readonly standIn: Readonly<Ref<Component | undefined>>
  /** `v-near="key"`: draws a turn when its element comes near to what is seen. */
  readonly vNear: Directive<HTMLElement, string>
  /** Draws the turn of a message, wherever it is; resolves when it is in the page. */
  reveal: (messageId: string) => Promise<void>
}

/**
 * Draws a long conversation bit by bit: at once what its reader sees, which is the end, then whatever they come
 * near to, and all the rest, upwards, while nothing else is to be done. What is not drawn yet has a stand-in:
 * its words, for the browser's own search and for whoever selects all. Paper gets all of it.
 *
 * @param log - the element that scrolls
 * @param keyOf - what a turn's element is known by; versions of a message have the same
 */
export function useDrawnTurns(
  log: Readonly<Ref<HTMLElement | null>>,
  turns: () => readonly Turn[],
  keyOf: (turn: Turn) => string,
): DrawnTurns {
  /** By their keys; of those that are not in the conversation any more, none. */
  const drawn = shallowRef<ReadonlySet<string>>(new Set())
  /** How many of the oldest have not even a stand-in yet. */
  const absent = shallowRef(0)
  const standIn = shallowRef<Component>()
  const elements = new Map<string, HTMLElement>()
  let known: ReadonlySet<string> = new Set()
  let fill: TurnFill | undefined
  let loading: Promise<void> | undefined
  let isOver = false

  const isDrawn = (turn: Turn) => drawn.value.has(keyOf(turn))
  const present = computed(() => turns().slice(absent.value))

  function draw(some: readonly Turn[]): Promise<void> {
    drawn.value = new Set([...drawn.value, ...some.map(keyOf)])
    return nextTick()
  }

  function drawAll(): Promise<void> {
    absent.value = 0
    return draw(turns())
  }

  /** Most conversations do not need what draws the rest. */
  function fillUp(): Promise<void> {
    loading ??= import('./turnFill.ts').then(begin, () => {
      // It cannot be had, as after an update of the app.
      loading = undefined
      return drawAll()
    })
    return loading.then(() => fill?.goOn())
  }

  function begin({ createTurnFill, TurnPlaceholder }: typeof import('./turnFill.ts')): void {
    if (isOver || !log.value) return
    fill = createTurnFill({
      log: log.value,
      waiting: () => turns().filter((turn) => !isDrawn(turn)),
      elementOf: (turn) => elements.get(keyOf(turn)),
      draw,
      absent,
    })
    standIn.value = TurnPlaceholder
    for (const element of elements.values()) fill.observe(element)
  }

  onScopeDispose(() => {
    isOver = true
    fill?.stop()
  })

  watch(
    turns,
    (all) => {
      const fresh = all.filter((turn) => !known.has(keyOf(turn)))
      if (fresh.length === 0 && all.length === known.size) return
      const isFirst = known.size === 0
      known = new Set(all.map(keyOf))
      drawn.value = new Set([...drawn.value].filter((key) => known.has(key)))
      const last = upTo(fresh.toReversed())
      if (isFirst || absent.value > all.length) absent.value = all.length - last.length
      // Another branch begins where its reader is.
      void draw(isFirst ? last : [...last, ...upTo(fresh)])
      if (!all.every(isDrawn)) void fillUp()
    },
    { immediate: true },
  )

  useEventListener(globalThis, 'beforeprint', async () => {
    if (turns().every(isDrawn)) return
    await drawAll()
    // What came by it, such as diagrams, is to hear of it, too.
    dispatchEvent(new Event('beforeprint'))
  })

  return {
    present,
    isDrawn,
    standIn,
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
      const isIn = ({ messages }: Turn) => messages.some(({ id }) => id === messageId)
      const turn = turns().find(isIn)
      if (!turn || isDrawn(turn)) return
      await loading
      absent.value = 0
      await draw([turn])
    },
  }
}

/** As many of the turns as are drawn at once, and one at least. */
function upTo(turns: readonly Turn[]): readonly Turn[] {
  let height = 0
  const end = turns.findIndex((turn) => (height += turnHeight(turn)) >= AT_ONCE)
  return end === -1 ? turns : turns.slice(0, end + 1)
}
