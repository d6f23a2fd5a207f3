/** A resource of an ARM template. */
export interface Resource {
  readonly type: string;
  readonly apiVersion: string;
  /** Names of its parents and its own, joined by slashes. */
  readonly name: string;
  /** The resource that it extends, for a role assignment or a diagnostic setting. */
  readonly scope?: string;
  readonly condition?: boolean;
  readonly dependsOn?: readonly string[];
  readonly [member: string]: unknown;
}
