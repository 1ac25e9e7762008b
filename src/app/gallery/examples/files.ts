import AttachedFiles from '../../../components/composer/AttachedFiles.vue'
import DropTarget from '../../../components/composer/DropTarget.vue'
import FileDialog from '../../../components/composer/FileDialog.vue'
import FileLabel from '../../../components/composer/FileLabel.vue'
import FilePicture from '../../../components/composer/FileImage.vue'
import MessageFiles from '../../../components/thread/MessageFiles.vue'
import { example } from '../example.ts'
import { longNamed, picture, textFile } from '../samples.ts'

/** What goes with a question. */
export const files = [
  example(AttachedFiles, {
    name: 'AttachedFiles',
    states: {
      several: { files: [picture, textFile, longNamed], insertable: true },
      'one that the server does not take': { files: [picture, textFile], uncarried: [picture] },
    },
  }),
  example(MessageFiles, {
    name: 'MessageFiles',
    states: { 'as they are': { files: [picture, textFile, longNamed] } },
  }),
  example(FileLabel, {
    name: 'FileLabel',
    states: { text: { file: textFile }, 'a picture': { file: picture } },
  }),
  example(FilePicture, {
    name: 'FilePicture',
    states: { 'as it is': { file: picture, alt: 'A meadow' } },
  }),
  example(FileDialog, {
    name: 'FileDialog',
    shown: 'opened',
    states: { text: { file: textFile }, 'a picture': { file: picture } },
  }),
  example(DropTarget, { name: 'DropTarget', shown: 'framed', states: { 'as it is': {} } }),
]
