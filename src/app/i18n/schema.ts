import type { MessageContext } from 'vue-i18n'
import type { en } from './en.ts'

/**
 * The texts of a language: exactly the keys of the English texts. Texts with values are functions, so that nothing is
 * compiled while the app runs.
 *
 * @see https://vue-i18n.intlify.dev/guide/advanced/function
 */
export type Messages = Widened<typeof en>

type Widened<T> = {
  [Key in keyof T]: T[Key] extends string | Text ? string | Text : Widened<T[Key]>
}

type Text = (context: MessageContext) => string
