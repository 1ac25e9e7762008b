import { code, footnotes, images, letters, tables } from './attack/vectors/content.ts'
import { diagrams } from './attack/vectors/diagrams.ts'
import { formulas } from './attack/vectors/formulas.ts'
import {
  clobbering,
  foreign,
  forms,
  frames,
  handlers,
  pageWide,
  scripts,
} from './attack/vectors/html.ts'
import { autolinks, links, references, schemes } from './attack/vectors/links.ts'
import { size } from './attack/vectors/size.ts'
import type { Vectors } from './attack/vectors/vector.ts'

/** What an answer may try against its reader, by kind. */
export const attackVectors: Readonly<Record<string, Vectors>> = {
  scripts,
  handlers,
  'SVG and MathML': foreign,
  frames,
  forms,
  'the whole page': pageWide,
  clobbering,
  'schemes of links': schemes,
  links,
  autolinks,
  references,
  images,
  code,
  tables,
  footnotes,
  letters,
  formulas,
  diagrams,
  size,
}
