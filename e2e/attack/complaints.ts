import {
  ATTRIBUTES,
  ATTRIBUTE_PREFIXES,
  ELEMENTS,
  FORBIDDEN_CLASSES,
  FORMULA,
  FORMULA_ELEMENTS,
  ID,
  IMAGE_PROTOCOLS,
  LINK_PROTOCOLS,
} from './allowed.ts'

/** What is wrong with the DOM of an answer, element by element. */
export function complaints(root: Element): string[] {
  return [...root.querySelectorAll('*')].flatMap(complaintsOf)
}

function complaintsOf(element: Element): string[] {
  const name = element.localName
  const attributes = attributesOf(element)
  if (!attributes) return [`<${name}>`]
  return [...element.attributes].flatMap((attribute) => {
    const isListed =
      attributes.includes(attribute.name) ||
      ATTRIBUTES.includes(attribute.name) ||
      ATTRIBUTE_PREFIXES.some((prefix) => attribute.name.startsWith(prefix))
    return isListed && isHarmless(attribute) ? [] : [`<${name} ${attribute.name}>`]
  })
}

function attributesOf(element: Element): readonly string[] | undefined {
  const lists = element.closest(FORMULA) ? FORMULA_ELEMENTS : ELEMENTS
  return Object.hasOwn(lists, element.localName) ? lists[element.localName] : undefined
}

function isHarmless({ name, value }: Attr): boolean {
  switch (name) {
    case 'href':
      return isAddress(value, LINK_PROTOCOLS)
    case 'src':
      return isAddress(value, IMAGE_PROTOCOLS)
    case 'id':
      return ID.test(value)
    case 'class':
      return !value.split(/\s+/).some((token) => FORBIDDEN_CLASSES.includes(token))
    case 'style':
      return !/url|import|expression|fixed|sticky|z-index/i.test(value)
    default:
      return true
  }
}

function isAddress(value: string, protocols: readonly string[]): boolean {
  try {
    return protocols.includes(new URL(value, document.baseURI).protocol)
  } catch {
    return false
  }
}
