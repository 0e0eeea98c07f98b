import { Kind, parse, print, visit, type DirectiveNode } from 'graphql';

/**
 * The supergraph without the features that `@apollo/gateway` refuses to run. What they ask for (who may see which field) is enforced by the
 * subgraphs, which still have them.
 */
export function executableSdl(supergraphSdl: string): string {
  const isRefused = (name: string): boolean => refusedFeatures.some((feature) => name === feature || name.startsWith(`${feature}__`));
  const document = visit(parse(supergraphSdl, { noLocation: true }), {
    Directive: (node) => (isRefused(node.name.value) || isRefused(linkedFeature(node)) ? null : undefined),
    DirectiveDefinition: (node) => (isRefused(node.name.value) ? null : undefined),
    ScalarTypeDefinition: (node) => (isRefused(node.name.value) ? null : undefined),
  });
  return print(document);
}

const refusedFeatures = ['authenticated', 'requiresScopes', 'policy', 'cacheTag'];

/** The feature of `@link(url: "https://specs.apollo.dev/<feature>/v0.1")`. */
function linkedFeature(directive: DirectiveNode): string {
  const url = directive.name.value === 'link' ? directive.arguments?.find((argument) => argument.name.value === 'url')?.value : undefined;
  return url?.kind === Kind.STRING ? (url.value.split('/').at(-2) ?? '') : '';
}
