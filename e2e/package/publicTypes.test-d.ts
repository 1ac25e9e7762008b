import { describe, expectTypeOf, test } from 'vitest'
import type { Ref } from 'vue'
import type {
  ChatMessage,
  ChatStreamOptions,
  Dialect,
  StreamEvent,
  Transport,
  UseChatStreamOptions,
  UseChatStreamReturn,
  UsePinnedChatStreamOptions,
} from 'vue-chat-stream'
import type { ChatStreamState } from 'vue-chat-stream/core'

/** Platform types that contain `any`. */
type Platform = AbortSignal | Headers | URL | typeof fetch

/** `true` for `any`, and for a type that contains it in a property, up to 6 levels deep. */
type HoldsAny<T, Depth extends 0[] = []> = 0 extends 1 & T
  ? true
  : Depth['length'] extends 6
    ? false
    : T extends Platform
      ? false
      : T extends (...args: infer Given) => infer Result
        ? HoldsAny<Given[number], [...Depth, 0]> | HoldsAny<Result, [...Depth, 0]>
        : T extends readonly (infer Item)[] | Promise<infer Item> | Ref<infer Item>
          ? HoldsAny<Item, [...Depth, 0]>
          : T extends AsyncIterable<infer Item>
            ? HoldsAny<Item, [...Depth, 0]>
            : T extends object
              ? { [Key in keyof T]-?: HoldsAny<T[Key], [...Depth, 0]> }[keyof T]
              : false

describe('the public types', () => {
  test('contain no any', () => {
    // The check itself detects one.
    type Any = ReturnType<typeof JSON.parse>
    expectTypeOf<HoldsAny<{ deep: { list: { value: Any }[] } }>>().toEqualTypeOf<true>()

    expectTypeOf<HoldsAny<ChatMessage>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<ChatStreamState>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<StreamEvent>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<Dialect>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<Transport>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<ChatStreamOptions>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<UseChatStreamOptions>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<UsePinnedChatStreamOptions>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<UseChatStreamReturn>>().toEqualTypeOf<false>()
  })
})
