import type { InjectionKey, Ref } from 'vue'

/** Whether answers are shown as plain text, because drawing them has crashed the tab. */
export const plainTextKey: InjectionKey<Readonly<Ref<boolean>>> = Symbol('plain text')
