import type { Text } from '../../components/index.ts'
import type { en } from './en.ts'

/** The texts of a language: exactly the keys of the English texts. */
export type Messages = Widened<typeof en>

type Widened<T> = {
  [Key in keyof T]: T[Key] extends Text ? Text : Widened<T[Key]>
}
