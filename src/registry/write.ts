import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, YAMLSeq } from 'yaml';
import type { Account } from '../model/account.ts';
import type { Place } from '../model/fault.ts';
import type { ImportChange, ImportField, ImportPlan } from './import.ts';
import { keepingLines } from './kept-lines.ts';

/** where accounts of units go that stand in no YAML file yet */
export const IMPORTED_FILE = 'config/registry/imported.yaml';

/** the first line of registry files: editors find the schema by it */
export const REGISTRY_SCHEMA_LINE = '# yaml-language-server: $schema=../schema/registry.json';

export interface Written {
  /** path below the home folder → new content; only files that change */
  readonly files: ReadonlyMap<string, string>;
  /** for people: changes that were not made, because the account stands in a spreadsheet */
  readonly refused: readonly string[];
}

/**
 * Puts the changes of an import into YAML files, keeping their comments and their order.
 * @param files path below the home folder → content, of every YAML file of the registry
 * @param places where each account stands now
 */
export function applyImport(
  plan: ImportPlan,
  files: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, Place>,
): Written {
  const documents = new RegistryDocuments(files);
  const refused: string[] = [];
  for (const { change } of plan.rows) {
    if (change === null || change.kind === 'same') continue;
    if (change.kind === 'add') documents.add(change.account);
    else if (!documents.update(change)) {
      const file = places.get(change.account.id)?.file ?? '别处';
      refused.push(`${change.account.name}（${change.account.id}）登记在 ${file}，不能自动修改，请在那里改。`);
    }
  }
  for (const { unit, added } of plan.contacts) documents.addContacts(unit, added);
  return { files: documents.changed(), refused };
}

/** An account as it stands in a document, with the list that holds it. */
interface AccountNode {
  readonly file: string;
  readonly map: YAMLMap;
  readonly list: YAMLSeq;
}

class RegistryDocuments {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #documents = new Map<string, Document>();
  /** unit → file → its last entry there */
  readonly #units = new Map<string, Map<string, YAMLMap>>();
  readonly #accounts = new Map<string, AccountNode>();
  readonly #touched = new Set<string>();

  constructor(files: ReadonlyMap<string, string>) {
    this.#texts = files;
    for (const [file, text] of files) this.#open(file, text);
  }

  /** below the accounts of its unit, where that stands last; else in a file of its own */
  add(account: Account): void {
    const file = [...(this.#units.get(account.unit)?.keys() ?? [])].at(-1) ?? this.#imported();
    const document = this.#document(file);
    accountsOf(document, this.#unit(file, account.unit)).add(nodeOf(document, account));
    this.#touched.add(file);
  }

  /** in the unit's last entry; a unit that stands in no YAML file is made */
  addContacts(name: string, added: readonly string[]): void {
    const file = [...(this.#units.get(name)?.keys() ?? [])].at(-1) ?? this.#imported();
    const document = this.#document(file);
    const unit = this.#unit(file, name);
    const contacts = unit.get('contacts');
    if (isSeq(contacts)) for (const address of added) contacts.add(document.createNode(address));
    // below the name, not below all the accounts
    else unit.items.splice(1, 0, document.createPair('contacts', document.createNode(added, { flow: true })));
    this.#touched.add(file);
  }

  /** @returns false where the account stands in no YAML file */
  update({ account, fields }: Extract<ImportChange, { kind: 'update' }>): boolean {
    const node = this.#accounts.get(account.id);
    if (node === undefined) return false;
    const document = this.#document(node.file);
    for (const field of fields) setField(document, node.map, field, account);
    if (fields.includes('unit')) {
      node.list.items.splice(node.list.items.indexOf(node.map), 1);
      accountsOf(document, this.#unit(node.file, account.unit)).add(node.map);
    }
    this.#touched.add(node.file);
    return true;
  }

  changed(): Map<string, string> {
    return new Map([...this.#touched].map((file) => [file, this.#textOf(file)]));
  }

  #textOf(file: string): string {
    const before = this.#texts.get(file) ?? '';
    const indentSeq = !/^( *)(?:units|accounts):[^\n]*\n\1- /m.test(before);
    // a file whose lists stand four spaces in is written back that way
    const indent = /^( +)\S/m.exec(before)?.[1]?.length === 4 ? 4 : 2;
    const after = this.#document(file).toString({ lineWidth: 0, indentSeq, indent });
    return before === '' ? after : keepingLines(before, after);
  }

  #open(file: string, text: string): void {
    const document = parseDocument(text);
    this.#documents.set(file, document);
    const units = document.get('units');
    for (const unit of isSeq(units) ? units.items : []) {
      if (!isMap(unit)) continue;
      this.#remember(file, String(unit.get('name')), unit);
      const list = unit.get('accounts');
      for (const map of isSeq(list) ? list.items : []) {
        if (isMap(map) && isSeq(list)) this.#accounts.set(String(map.get('id')), { file, map, list });
      }
    }
  }

  #remember(file: string, name: string, unit: YAMLMap): void {
    const known = this.#units.get(name) ?? new Map<string, YAMLMap>();
    this.#units.set(name, known.set(file, unit));
  }

  /** the unit's entry in this file, made where it has none there */
  #unit(file: string, name: string): YAMLMap {
    const known = this.#units.get(name)?.get(file);
    if (known !== undefined) return known;
    const fresh = newUnit(this.#document(file), name);
    this.#remember(file, name, fresh);
    return fresh;
  }

  #document(file: string): Document {
    const document = this.#documents.get(file);
    if (document === undefined) throw new Error(`not a file of the registry: ${file}`);
    return document;
  }

  #imported(): string {
    const beginning = `${REGISTRY_SCHEMA_LINE}\n# 由 xuncha registry import 写入，可以手工修改。\n\nunits: []\n`;
    if (!this.#documents.has(IMPORTED_FILE)) this.#open(IMPORTED_FILE, beginning);
    return IMPORTED_FILE;
  }
}

function unitsOf(document: Document): YAMLSeq {
  const units = document.get('units');
  if (isSeq(units)) {
    if (units.items.length === 0) units.flow = false;
    return units;
  }
  const fresh = new YAMLSeq();
  if (isMap(document.contents)) document.set('units', fresh);
  else document.contents = document.createNode({ units: fresh });
  return document.get('units') as YAMLSeq;
}

function newUnit(document: Document, name: string): YAMLMap {
  const unit = document.createNode({ name }) as YAMLMap;
  unitsOf(document).add(unit);
  return unit;
}

function accountsOf(document: Document, unit: YAMLMap): YAMLSeq {
  const accounts = unit.get('accounts');
  if (isSeq(accounts)) {
    if (accounts.items.length === 0) accounts.flow = false;
    return accounts;
  }
  const fresh = new YAMLSeq(document.schema);
  unit.set('accounts', fresh);
  return fresh;
}

/** An account as a person would write it: what is usual is left out. */
function nodeOf(document: Document, account: Account): YAMLMap {
  const node = document.createNode({
    id: account.id,
    name: account.name,
    platform: account.platform,
    owner: account.owner,
    ...(account.state === 'running' ? {} : { state: account.state }),
    ...(account.closedOn === null ? {} : { closedOn: account.closedOn }),
    ...(account.kind === 'publishing' ? {} : { kind: account.kind }),
  }) as YAMLMap;
  node.set('handle', document.createNode(account.handle, { flow: true }));
  return node;
}

function setField(document: Document, node: YAMLMap, field: ImportField, account: Account): void {
  if (field === 'unit') return;
  if (field !== 'handle') {
    setText(node, field, account[field] ?? '');
    return;
  }
  const handle = node.get('handle');
  if (!isMap(handle)) {
    node.set('handle', document.createNode(account.handle, { flow: true }));
    return;
  }
  for (const [key, value] of Object.entries(account.handle as Record<string, unknown>)) {
    if (typeof value === 'string') setText(handle, key, value);
    else handle.set(key, document.createNode(value, { flow: true }));
  }
}

/** changes the text in place, so that a comment behind it stays */
function setText(node: YAMLMap, key: string, text: string): void {
  const scalar = node.get(key, true);
  if (isScalar(scalar)) scalar.value = text;
  else node.set(key, text);
}
