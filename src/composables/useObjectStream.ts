import { computed, shallowRef, toValue, watch, type Ref } from 'vue'
import { objectOptionShape, resolveObjectOptions } from '../core/internal.ts'
import {
  createPinnedObjectStream,
  type ChatStreamError,
  type DeepPartial,
  type DialectOption,
  type ObjectOptions,
  type ObjectStatus,
  type ObjectStream,
  type ObjectStreamState,
  type PickOption,
  type SchemaInput,
  type SchemaOutput,
  type StandardSchema,
} from '../core/index.ts'
import { unwrapFields } from './bodyFields.ts'
import { onEndOfScope } from './onEndOfScope.ts'
import { followPageLifecycle } from './pageLifecycle.ts'
import { checkUpdates, createUpdateSchedule } from './updates.ts'
import type { UseChatStreamBaseOptions } from './useStream.ts'

const optionShape = { ...objectOptionShape, onUnmount: 'abort|detach', updates: '' }

/** The options of `useObjectStream`: those of `useChatStream` for one question at a time, and the schema. */
export type UseObjectStreamOptions<Schema extends StandardSchema> = Omit<
  UseChatStreamBaseOptions,
  'messages' | 'onChange' | 'onFinish' | 'onError' | 'whenBusy' | 'whenStopped' | 'id' | 'persist'
> &
  (DialectOption | PickOption) &
  ObjectOptions<Schema>

export interface UseObjectStreamReturn<Schema extends StandardSchema> extends Pick<
  ObjectStream<Schema>,
  'send' | 'regenerate' | 'resume' | 'stop' | 'clear' | 'dispose'
> {
  /**
   * The object as far as it arrived. When `status` is `complete`, it is the value that the schema returned. Lists and
   * objects in it that did not change stay the same.
   */
  object: Readonly<Ref<SchemaOutput<Schema> | DeepPartial<SchemaInput<Schema>> | undefined>>
  status: Readonly<Ref<ObjectStatus>>
  /** Why there is no whole object, or why the stream is reconnecting. */
  error: Readonly<Ref<ChatStreamError | undefined>>
  /** `object`, `status` and `error` together: a comparison of its `status` narrows the type of its `object`. */
  state: Readonly<Ref<ObjectStreamState<Schema>>>
}

/**
 * Asks a model for an object that matches a schema, and returns the object as a ref while it streams.
 *
 * The stream ends with the component or effect scope that called `useObjectStream`. Outside of both, call `dispose`.
 *
 * @throws {ChatStreamError} of kind `argument` for an invalid option; the message names the option
 * @see https://standardschema.dev
 * @example
 * const { object, status, send } = useObjectStream({
 *   ...openAI({ baseURL: '/openai/v1', model: 'gpt-5' }),
 *   schema: z.object({ city: z.string(), days: z.array(z.object({ high: z.number() })) }),
 * })
 * const answer = await send('How is the weather in Rome?')
 * if (answer.outcome === 'complete') console.log(answer.object.days.length)
 */
export function useObjectStream<const Schema extends StandardSchema>(
  options: UseObjectStreamOptions<Schema>,
): UseObjectStreamReturn<Schema> {
  const { url, headers, onUnmount = 'abort', updates = 'frame', ...otherOptions } = options
  checkUpdates(updates)
  const stream = createPinnedObjectStream<Schema>(
    {
      ...otherOptions,
      ...resolveObjectOptions(options, optionShape),
      // A getter, so that every question reads the refs.
      get body() {
        return unwrapFields(options.body)
      },
      url: () => toValue(url),
      headers: () => toValue<HeadersInit | Promise<HeadersInit> | undefined>(headers) ?? {},
    },
    { schedule: createUpdateSchedule(updates) },
  )
  const { getState, subscribe, hold, wake, ...actions } = stream
  const state = shallowRef(getState())
  subscribe(() => (state.value = getState()))

  const stopWatchingUrl = watch(() => String(toValue(url)), stream.stop, { flush: 'sync' })
  const stopFollowingPage = followPageLifecycle({ hold, wake })
  function dispose(): void {
    stopWatchingUrl()
    stopFollowingPage()
    stream.dispose()
  }
  if (onUnmount === 'abort') onEndOfScope(dispose)

  return {
    ...actions,
    object: computed(() => state.value.object),
    status: computed(() => state.value.status),
    error: computed(() => state.value.error),
    state,
    dispose,
  }
}
