// Create, tag, start, dashboard, snapshot, update, roll back, stop, pages, delete: one application's life through the AWS SDK for JavaScript.
//
//     node lifecycle.mjs ENDPOINT JAR [CREDENTIALS [REGION]]
//
// ENDPOINT is a URL. JAR is a Flink job that runs until it is stopped and needs nothing; it is sent within the request.
// CREDENTIALS is a file of AWS credentials; without it anything signs. `npm ci` in this folder installs the SDK. Ends with 0 if
// everything was as it should be; otherwise says what was not, and ends with 1.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import {
  CreateApplicationCommand,
  CreateApplicationPresignedUrlCommand,
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DeleteApplicationSnapshotCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  DescribeApplicationSnapshotCommand,
  DescribeApplicationVersionCommand,
  KinesisAnalyticsV2Client,
  ListTagsForResourceCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  RollbackApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApplicationCommand,
  paginateListApplicationOperations,
  paginateListApplications,
  paginateListApplicationSnapshots,
  paginateListApplicationVersions,
} from "@aws-sdk/client-kinesis-analytics-v2";

const PATIENCE_MILLIS = 180_000;

/** The key of the profile "default", so that nothing of this machine's own settings is used. */
function key(file) {
  if (!file) return { accessKeyId: "conformance", secretAccessKey: "conformance" };
  const text = readFileSync(file, "utf8").replace(/^[\s\S]*?\[default\]/, "").split(/^\[/m)[0];
  const setting = (name) => text.match(new RegExp(`^\\s*${name}\\s*=\\s*(.*?)\\s*$`, "m"))?.[1];
  return { accessKeyId: setting("aws_access_key_id"), secretAccessKey: setting("aws_secret_access_key") };
}

class Application {
  constructor(client, name) {
    this.client = client;
    this.name = name;
  }

  send(Command, more = {}) {
    return this.client.send(new Command({ ApplicationName: this.name, ...more }));
  }

  async describe() {
    return (await this.send(DescribeApplicationCommand)).ApplicationDetail;
  }

  /** Waits for a status, as clients do, by way of none but the pending one. */
  async reach(wanted, pending) {
    for (const until = Date.now() + PATIENCE_MILLIS; ; await pause(200)) {
      const detail = await this.describe();
      if (detail.ApplicationStatus === wanted) return detail;
      assert.equal(detail.ApplicationStatus, pending, `on its way to ${wanted}`);
      assert.ok(Date.now() < until, `${this.name} was still ${pending}`);
    }
  }

  async finish(operation, kind) {
    for (const until = Date.now() + PATIENCE_MILLIS; ; await pause(200)) {
      const { ApplicationOperationInfoDetails: told } = await this.send(DescribeApplicationOperationCommand, {
        OperationId: operation,
      });
      assert.equal(told.Operation, kind);
      if (told.OperationStatus !== "IN_PROGRESS") {
        assert.equal(told.OperationStatus, "SUCCESSFUL", JSON.stringify(told));
        return;
      }
      assert.ok(Date.now() < until, `operation ${operation} has not ended`);
    }
  }

  async gone(Command, more) {
    for (const until = Date.now() + PATIENCE_MILLIS; ; await pause(200)) {
      try {
        await this.send(Command, more);
      } catch (e) {
        assert.ok(e instanceof ResourceNotFoundException, e);
        return;
      }
      assert.ok(Date.now() < until, "it is not gone");
    }
  }
}

async function collect(pages, member) {
  const all = [];
  for await (const page of pages) all.push(...(page[member] ?? []));
  return all;
}

async function create(app, jar) {
  const { ApplicationDetail: detail } = await app.send(CreateApplicationCommand, {
    RuntimeEnvironment: "FLINK-1_20",
    ServiceExecutionRole: "arn:aws:iam::000000000000:role/conformance",
    Tags: [{ Key: "client", Value: "javascript" }],
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: { CodeContentType: "ZIPFILE", CodeContent: { ZipFileContent: readFileSync(jar) } },
      EnvironmentProperties: { PropertyGroups: [{ PropertyGroupId: "none", PropertyMap: { of: "1" } }] },
    },
  });
  assert.equal(detail.ApplicationStatus, "READY");
  assert.equal(detail.ApplicationVersionId, 1);
  assert.ok(detail.CreateTimestamp instanceof Date && Date.now() - detail.CreateTimestamp < 600_000);
  console.log(`created    ${app.name}`);
  return detail;
}

async function tags(app, arn) {
  const at = { ResourceARN: arn };
  await app.client.send(new TagResourceCommand({ ...at, Tags: [{ Key: "team", Value: "web" }] }));
  await app.client.send(new UntagResourceCommand({ ...at, TagKeys: ["client"] }));
  const { Tags } = await app.client.send(new ListTagsForResourceCommand(at));
  assert.deepEqual(Tags, [{ Key: "team", Value: "web" }]);
  console.log("tagged");
}

/** The link opens the dashboard for whoever has it, and nothing opens it without. */
async function dashboard(app) {
  const { AuthorizedUrl: link } = await app.send(CreateApplicationPresignedUrlCommand, {
    UrlType: "FLINK_DASHBOARD_URL",
    SessionExpirationDurationInSeconds: 1800,
  });
  const opened = await fetch(link, { redirect: "manual" });
  assert.equal(opened.status, 302);
  const place = new URL(opened.headers.get("location"), link);
  assert.equal(place.search, "", "the token is in the address yet");
  const cookie = opened.headers.get("set-cookie").split(";")[0];
  const overview = await fetch(new URL("jobs/overview", place), { headers: { cookie } });
  assert.equal(overview.status, 200);
  assert.equal((await overview.json()).jobs[0].state, "RUNNING");
  const page = await fetch(place, { headers: { cookie } });
  assert.match(await page.text(), /<html/i);
  assert.equal((await fetch(new URL("jobs/overview", place))).status, 403);
  console.log("dashboard  opened");
}

async function snapshot(app) {
  const named = { SnapshotName: "by-hand" };
  await app.send(CreateApplicationSnapshotCommand, named);
  let details;
  for (const until = Date.now() + PATIENCE_MILLIS; ; await pause(200)) {
    details = (await app.send(DescribeApplicationSnapshotCommand, named)).SnapshotDetails;
    if (details.SnapshotStatus !== "CREATING") break;
    assert.ok(Date.now() < until, "the snapshot is not ready");
  }
  assert.equal(details.SnapshotStatus, "READY");
  assert.ok(details.SnapshotCreationTimestamp instanceof Date);
  console.log("snapshot   by-hand");
  return details;
}

async function update(app) {
  const { ApplicationDetail: detail, OperationId: operation } = await app.send(UpdateApplicationCommand, {
    CurrentApplicationVersionId: (await app.describe()).ApplicationVersionId,
    ApplicationConfigurationUpdate: {
      EnvironmentPropertyUpdates: { PropertyGroups: [{ PropertyGroupId: "none", PropertyMap: { of: "2" } }] },
    },
  });
  assert.equal(detail.ApplicationStatus, "UPDATING");
  await app.reach("RUNNING", "UPDATING");
  await app.finish(operation, "UpdateApplication");
  console.log(`updated    operation ${operation}`);
}

async function rollBack(app) {
  const { OperationId: operation } = await app.send(RollbackApplicationCommand, { CurrentApplicationVersionId: 2 });
  await app.reach("RUNNING", "ROLLING_BACK");
  await app.finish(operation, "RollbackApplication");
  const versions = await collect(
    paginateListApplicationVersions({ client: app.client, pageSize: 1 }, { ApplicationName: app.name }),
    "ApplicationVersionSummaries",
  );
  assert.deepEqual(
    versions.map((each) => each.ApplicationVersionId),
    [3, 2, 1],
  );
  const { ApplicationVersionDetail: second } = await app.send(DescribeApplicationVersionCommand, {
    ApplicationVersionId: 2,
  });
  const properties = second.ApplicationConfigurationDescription.EnvironmentPropertyDescriptions;
  assert.deepEqual(properties.PropertyGroupDescriptions, [{ PropertyGroupId: "none", PropertyMap: { of: "2" } }]);
  console.log(`back       operation ${operation}`);
}

async function pages(app) {
  const client = app.client;
  const names = await collect(paginateListApplications({ client, pageSize: 1 }, {}), "ApplicationSummaries");
  assert.equal(names.filter((each) => each.ApplicationName === app.name).length, 1);
  // one for each list: a paginator leaves its last token in the request it was given
  const by = () => ({ ApplicationName: app.name });
  const operations = await collect(
    paginateListApplicationOperations({ client, pageSize: 1 }, by()),
    "ApplicationOperationInfoList",
  );
  assert.deepEqual(
    operations.map((each) => each.Operation).filter((each) => !each.includes("Snapshot")),
    ["StopApplication", "RollbackApplication", "UpdateApplication", "StartApplication"],
  );
  const snapshots = await collect(paginateListApplicationSnapshots({ client, pageSize: 1 }, by()), "SnapshotSummaries");
  assert.ok(snapshots.length >= 2, "one by hand and one of the stop");
  assert.equal(snapshots.filter((each) => each.SnapshotName === "by-hand").length, 1);
  console.log("listed     page by page");
}

async function live([endpoint, jar, credentials, region = "us-east-1"]) {
  const client = new KinesisAnalyticsV2Client({ endpoint, region, credentials: key(credentials) });
  const app = new Application(client, "javascript-" + randomBytes(4).toString("hex"));
  const { ApplicationARN: arn, CreateTimestamp } = await create(app, jar);
  await tags(app, arn);
  await assert.rejects(
    app.send(CreateApplicationPresignedUrlCommand, { UrlType: "FLINK_DASHBOARD_URL" }),
    ResourceInUseException,
  );
  const { OperationId: started } = await app.send(StartApplicationCommand);
  await app.reach("RUNNING", "STARTING");
  await app.finish(started, "StartApplication");
  console.log(`started    operation ${started}`);
  await dashboard(app);
  const { SnapshotCreationTimestamp } = await snapshot(app);
  await update(app);
  await rollBack(app);
  const { OperationId: stopped } = await app.send(StopApplicationCommand);
  await app.reach("READY", "STOPPING");
  await app.finish(stopped, "StopApplication");
  console.log(`stopped    operation ${stopped}`);
  await pages(app);
  await app.send(DeleteApplicationSnapshotCommand, { SnapshotName: "by-hand", SnapshotCreationTimestamp });
  await app.gone(DescribeApplicationSnapshotCommand, { SnapshotName: "by-hand" });
  await app.send(DeleteApplicationCommand, { CreateTimestamp });
  await app.gone(DescribeApplicationCommand);
  console.log("deleted");
}

if (process.argv.length < 4) {
  console.error(readFileSync(new URL(import.meta.url), "utf8").split("\n").slice(0, 7).join("\n").replaceAll("// ", ""));
  process.exit(2);
}
try {
  await live(process.argv.slice(2));
  console.log("all as it should be");
} catch (wrong) {
  console.error(`FAILED: ${wrong.name}: ${wrong.message}`);
  process.exit(1);
}
