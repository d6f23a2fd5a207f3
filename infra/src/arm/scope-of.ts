/** The address by which an SDK is told which resource another one extends. */
export function scopeOf(type: string, name: string): string {
  return `/subscriptions/s/resourceGroups/headgate/providers/${type}/${name}`;
}
