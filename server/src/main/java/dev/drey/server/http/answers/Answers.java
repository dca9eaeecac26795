package dev.drey.server.http.answers;

import dev.drey.core.control.Applications;
import dev.drey.core.control.Commands;
import dev.drey.core.control.EnhancedSnapshotCommands;
import dev.drey.core.control.EnhancedSnapshots;
import dev.drey.server.http.Answer;
import java.util.HashMap;
import java.util.Map;

/** All operations of the service that are answered here. */
public final class Answers {
  private Answers() {}

  /** As one caller is answered: for their account, with links that are theirs. */
  public static Map<String, Answer> of(
      Account account,
      Commands commands,
      EnhancedSnapshotCommands enhancedCommands,
      Applications stored,
      EnhancedSnapshots enhancedStored,
      JobPlans plans,
      DashboardLinks dashboards) {
    var applications = new ApplicationAnswers(account, commands, stored, plans);
    var snapshots = new SnapshotAnswers(account, commands, stored);
    var operations = new OperationAnswers(account, commands, stored);
    var tags = new TagAnswers(account, commands, enhancedCommands);
    var versions = new VersionAnswers(account, commands, stored);
    var attachments = new AttachmentAnswers(account, commands.attachments());
    var enhanced = new EnhancedSnapshotAnswers(account, enhancedCommands, enhancedStored);
    Map<String, Answer> answers = new HashMap<>(new SqlAnswers(account, commands).all());
    answers.put("CreateApplication", applications::create);
    answers.put("DescribeApplication", applications::describe);
    answers.put("ListApplications", applications::list);
    answers.put("StartApplication", applications::start);
    answers.put("StopApplication", applications::stop);
    answers.put("UpdateApplication", applications::update);
    answers.put("DeleteApplication", applications::delete);
    answers.put(
        "CreateApplicationPresignedUrl",
        new PresignedUrlAnswers(account, commands, dashboards)::create);
    answers.put("RollbackApplication", versions::rollBack);
    answers.put("DescribeApplicationVersion", versions::describe);
    answers.put("ListApplicationVersions", versions::list);
    answers.put("UpdateApplicationMaintenanceConfiguration", applications::moveMaintenance);
    answers.put("AddApplicationCloudWatchLoggingOption", attachments::addLoggingOption);
    answers.put("DeleteApplicationCloudWatchLoggingOption", attachments::deleteLoggingOption);
    answers.put("AddApplicationVpcConfiguration", attachments::addVpc);
    answers.put("DeleteApplicationVpcConfiguration", attachments::deleteVpc);
    answers.put("CreateApplicationSnapshot", snapshots::create);
    answers.put("DescribeApplicationSnapshot", snapshots::describe);
    answers.put("ListApplicationSnapshots", snapshots::list);
    answers.put("DeleteApplicationSnapshot", snapshots::delete);
    answers.put("CreateSnapshot", enhanced::create);
    answers.put("DescribeSnapshot", enhanced::describe);
    answers.put("ListSnapshots", enhanced::list);
    answers.put("DeleteSnapshot", enhanced::delete);
    answers.put("ExportSnapshot", enhanced::export);
    answers.put("ImportSnapshot", enhanced::importFrom);
    answers.put("DescribeSnapshotOperation", enhanced::describeOperation);
    answers.put("ListSnapshotOperations", enhanced::listOperations);
    answers.put("DescribeApplicationOperation", operations::describe);
    answers.put("ListApplicationOperations", operations::list);
    answers.put("TagResource", tags::tag);
    answers.put("UntagResource", tags::untag);
    answers.put("ListTagsForResource", tags::list);
    return answers;
  }
}
