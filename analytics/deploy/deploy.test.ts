import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const folder = fileURLToPath(new URL('.', import.meta.url));
const spark = fileURLToPath(new URL('../spark/', import.meta.url));
const readJson = async (path: string) => JSON.parse(await readFile(join(folder, path), 'utf8'));
const parameters = ['--landing', '--lake', '--sql'];

/** What only Azure can show is that it takes them; here, that they name what there is, and that jobs cannot overlap. */
describe('the job definitions', () => {
  const areThere = async (files: readonly string[]) => {
    for (const file of files) await access(join(spark, basename(file)));
  };

  it('of Synapse run the job on Spark 3.5, one at a time, with its parameters and modules', async () => {
    const { properties } = await readJson('synapse/insights.pipeline.json');
    const [activity] = properties.activities;
    assert.equal(properties.concurrency, 1);
    assert.deepEqual(
      activity.typeProperties.args.filter((each: string) => each.startsWith('--')),
      parameters,
    );
    for (const value of activity.typeProperties.args.filter((each: string) => each.startsWith('@')))
      assert.ok(Object.hasOwn(properties.parameters, value.split('.').at(-1)), value);
    const job = await readJson('synapse/insights-jobs.sparkjob.json');
    assert.equal(activity.typeProperties.sparkJob.referenceName, job.name);
    assert.equal(job.properties.requiredSparkVersion, '3.5');
    await areThere([job.properties.jobProperties.file, ...job.properties.jobProperties.files]);
    const trigger = await readJson('synapse/every-five-minutes.trigger.json');
    assert.equal(trigger.properties.pipeline.pipelineReference.referenceName, 'insights');
    assert.equal(trigger.properties.typeProperties.maxConcurrency, 1);
  });

  it('of Fabric run the same files with the same parameters', async () => {
    const job = await readJson('fabric/insights.SparkJobDefinition.json');
    await areThere([job.executableFile, ...job.additionalLibraryUris]);
    assert.deepEqual(job.commandLineArguments.match(/--\w+/g), parameters);
    const schedule = await readJson('fabric/schedule.json');
    assert.deepEqual([schedule.enabled, schedule.configuration.interval], [true, 5]);
  });

  it('of Databricks run it as an identity of its own, one at a time', async () => {
    const bundle = parse(await readFile(join(folder, 'databricks', 'databricks.yml'), 'utf8'));
    const { insights } = bundle.resources.jobs;
    const [task] = insights.tasks;
    assert.equal(insights.max_concurrent_runs, 1);
    assert.match(insights.run_as.service_principal_name, /^\$\{var\.service_principal\}$/);
    await areThere([task.spark_python_task.python_file]);
    assert.deepEqual(
      task.spark_python_task.parameters.filter((each: string) => each.startsWith('--')),
      parameters,
    );
    assert.equal(task.job_cluster_key, insights.job_clusters[0].job_cluster_key);
    for (const [, name = ''] of JSON.stringify(bundle.resources).matchAll(/\$\{var\.(\w+)\}/g))
      assert.ok(Object.hasOwn(bundle.variables, name), name);
  });
});
